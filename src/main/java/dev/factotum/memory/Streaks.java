package dev.factotum.memory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many plans of one rule with one skill were approved as they were, in a row: the matters themselves, so that none
 * counts twice. Never forced: what is lost is counted anew. Thread-safe.
 */
final class Streaks {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LARGEST = 4L << 20;
    private static final int MOST = 500;

    private final Vault vault;
    private final Path file;
    private final ReentrantLock lock = new ReentrantLock();

    Streaks(Vault vault) {
        this.vault = vault;
        this.file = vault.hidden().resolve("trust/streaks.json");
    }

    /** Counts a matter; answers how many there are now. */
    int add(String rule, String skill, MatterId matter) throws IOException {
        lock.lock();
        try {
            Map<String, Set<String>> all = read();
            Set<String> streak = all.computeIfAbsent(key(rule) + skill, ignored -> new LinkedHashSet<>());
            if (streak.size() < 1_000 && streak.add(matter.value())) {
                write(all);
            }
            return streak.size();
        } finally {
            lock.unlock();
        }
    }

    /** A streak of this rule is over, whatever its skill. */
    void end(String rule) throws IOException {
        lock.lock();
        try {
            Map<String, Set<String>> all = read();
            if (all.keySet().removeIf(key -> key.startsWith(key(rule)))) {
                write(all);
            }
        } finally {
            lock.unlock();
        }
    }

    private static String key(String rule) {
        return rule.strip().toLowerCase(Locale.ROOT) + "\n";
    }

    private Map<String, Set<String>> read() throws IOException {
        Map<String, Set<String>> all = new LinkedHashMap<>();
        try {
            JsonNode json = JSON.readTree(vault.world().disk().read(file, LARGEST));
            json.path("streaks").properties().forEach(entry -> {
                Set<String> streak = new LinkedHashSet<>();
                entry.getValue().forEach(id -> streak.add(id.asText()));
                all.put(entry.getKey(), streak);
            });
        } catch (NoSuchFileException | JsonProcessingException none) {
            return new LinkedHashMap<>();
        }
        return all;
    }

    private void write(Map<String, Set<String>> all) throws IOException {
        while (all.size() > MOST) {
            all.remove(all.keySet().iterator().next());
        }
        ObjectNode json = JSON.createObjectNode().put("v", 1);
        ObjectNode streaks = json.putObject("streaks");
        all.forEach((key, streak) -> {
            ArrayNode ids = streaks.putArray(key);
            streak.forEach(ids::add);
        });
        vault.files().writeLazily(file, JSON.writeValueAsBytes(json));
    }
}
