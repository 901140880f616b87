package dev.factotum.mcp.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factotum.world.Ids;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Clients that have shaken hands over HTTP, the last ones to speak: whoever is forgotten shakes hands again. Thread-safe. */
final class Sessions {
    static final int MOST = 64;

    private final Ids ids;
    private final Map<String, Session> open = new LinkedHashMap<>(16, 0.75f, true);

    Sessions(Ids ids) {
        this.ids = ids;
    }

    /** One of them. */
    record Session(String name, Map<JsonNode, Patience> waiting) {
        boolean begin(JsonNode id, Patience patience) {
            return waiting.putIfAbsent(id, patience) == null;
        }

        void end(JsonNode id, Patience patience) {
            waiting.remove(id, patience);
        }

        void cancel(JsonNode id) {
            Patience patience = waiting.get(id);
            if (patience != null) {
                patience.lose();
            }
        }
    }

    synchronized String begin(String name) {
        if (open.size() >= MOST) {
            open.remove(open.keySet().iterator().next());
        }
        String id = ids.ulid();
        open.put(id, new Session(name, new ConcurrentHashMap<>()));
        return id;
    }

    synchronized Optional<Session> find(String id) {
        return Optional.ofNullable(open.get(id));
    }

    /** False where there is none of this id. */
    synchronized boolean end(String id) {
        Session session = open.remove(id);
        if (session != null) {
            session.waiting().values().forEach(Patience::lose);
        }
        return session != null;
    }
}
