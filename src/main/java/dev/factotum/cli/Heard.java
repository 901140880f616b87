package dev.factotum.cli;

import dev.factotum.audit.AuditEvent;
import dev.factotum.markdown.Escape;
import java.util.function.Consumer;

/** What {@code -v} shows of a command's work while it goes on: each event as it is recorded. */
final class Heard {
    private Heard() {}

    static Consumer<AuditEvent> on(Session session) {
        return event -> {
            String step = event.step().map(id -> " " + id).orElse("");
            String receipt = event.receipt().map(text -> " → " + text).orElse("");
            String detail = event.detail().map(text -> " · " + text).orElse("");
            String line = Escape.terminal(event.ev() + "  " + event.title() + step + receipt + detail);
            session.out().detail(Style.DIM.of(line.replace('\n', ' ')));
        };
    }
}
