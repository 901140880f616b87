package dev.factotum.notice.webhook;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.audit.AuditRecord;
import dev.factotum.config.NoticeSettings.Webhook;
import java.util.Optional;

/** An entry of the audit chain as other programs are told of it: what the chain holds, and so no body of any message. */
final class Event {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Event() {}

    /** The same for the same entry at every try and after every stop, and of this vault alone. */
    static String id(String vault, AuditRecord entry) {
        return "evt_" + vault + "_" + entry.seq();
    }

    static boolean wanted(Webhook hook, AuditRecord entry) {
        return hook.events().isEmpty()
                || hook.events().stream()
                        .anyMatch(name -> name.equalsIgnoreCase(entry.type().name())
                                || name.equalsIgnoreCase(entry.ev().replace(' ', '_')));
    }

    static String body(AuditRecord entry) {
        ObjectNode json = JSON.createObjectNode()
                .put("type", entry.type().name())
                .put("timestamp", entry.t().toString());
        ObjectNode data = json.putObject("data").put("seq", entry.seq()).put("event", entry.ev());
        put(data, "matter", entry.matter());
        put(data, "step", entry.step());
        put(data, "skill", entry.skill());
        put(data, "by", entry.by());
        put(data, "via", entry.via());
        put(data, "receipt", entry.receipt());
        put(data, "detail", entry.detail());
        return json.toString();
    }

    private static void put(ObjectNode data, String name, Optional<String> text) {
        text.ifPresent(value -> data.put(name, value));
    }
}
