package dev.factotum.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.audit.AuditEvent;
import dev.factotum.markdown.Escape;
import dev.factotum.vault.MatterId;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** One event as it happens: a line for people, an object for programs. */
final class EventText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final int LONGEST = 200;

    private final ZoneId zone;

    EventText(ZoneId zone) {
        this.zone = zone;
    }

    /** Empty for what only repeats the line before: a matter is at rest after its last step. */
    Optional<String> line(AuditEvent event) {
        String detail = event.detail().orElse("");
        if (event.ev().equals("completed")
                && Set.of("done", "rejected", "dropped").contains(detail)) {
            return Optional.empty();
        }
        String line = Style.DIM.of(TIME.format(event.t().atZone(zone))) + "  " + word(event) + "  "
                + (event.title().isEmpty() ? "" : Style.BOLD.of(clean(event.title())) + "  ")
                + clean(about(event, zone));
        return Optional.of(line.stripTrailing());
    }

    /** That a matter is at rest, for those who watch it go. */
    Optional<String> rest(AuditEvent event) {
        return event.ev().equals("completed") && event.detail().orElse("").equals("done")
                ? Optional.of(Style.DIM.of(TIME.format(event.t().atZone(zone))) + "  " + word(event) + "  "
                        + Style.BOLD.of(clean(event.title())))
                : Optional.empty();
    }

    private static String word(AuditEvent event) {
        String padded = (label(event.ev()) + "          ").substring(0, 10);
        return switch (event.ev()) {
            case "done", "simulated", "completed" -> Style.GREEN.of(padded);
            case "failed", "error" -> Style.RED.of(padded);
            case "returned", "unclear" -> Style.YELLOW.of(padded);
            default -> padded;
        };
    }

    private static String label(String ev) {
        return switch (ev) {
            case "intake" -> "taken in";
            case "plan" -> "planned";
            case "returned" -> "came back";
            default -> ev.replace('_', ' ');
        };
    }

    private static String about(AuditEvent event, ZoneId zone) {
        String detail = Plainly.detail(event.detail().orElse(""), zone);
        String step = event.step().map(id -> id + " ").orElse("");
        String skill = event.skill().map(id -> id.replaceFirst("@.*", "") + " ").orElse("");
        return switch (event.ev()) {
            case "plan" -> planner(event.via().orElse(""));
            case "approved" ->
                "by " + event.by().orElse("") + " ("
                        + Standing.gesture(event.via().orElse("")) + ")";
            case "done", "simulated" ->
                step + skill + event.receipt().map(r -> "→ " + r).orElse("");
            default -> cut(step + skill + detail);
        };
    }

    private static String planner(String via) {
        return switch (via) {
            case "none" -> "no rule matches it; it asks you";
            case "person" -> "as you wrote it";
            default ->
                via.startsWith("rule:")
                        ? "by the rule " + via.substring(5)
                        : via.startsWith("model:") ? "by " + via.substring(6) : via;
        };
    }

    private static String cut(String text) {
        return Wrapped.cut(text, LONGEST);
    }

    private static String clean(String text) {
        return Escape.terminal(text).replace('\n', ' ');
    }

    static ObjectNode json(Out out, AuditEvent event) {
        ObjectNode object = out.object("event")
                .put("t", event.t().toString())
                .put("type", event.type().name())
                .put("ev", event.ev())
                .put("matter", event.matter().map(MatterId::value).orElse(null))
                .put("title", event.title());
        event.step().ifPresent(value -> object.put("step", value));
        event.skill().ifPresent(value -> object.put("skill", value));
        event.by().ifPresent(value -> object.put("by", value));
        event.via().ifPresent(value -> object.put("via", value));
        event.receipt().ifPresent(value -> object.put("receipt", value));
        event.detail().ifPresent(value -> object.put("detail", value));
        return object;
    }
}
