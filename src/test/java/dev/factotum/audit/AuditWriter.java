package dev.factotum.audit;

import dev.factotum.vault.Vault;
import dev.factotum.world.World;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A process of its own whose threads append to one vault's log until a file appears or its parent is gone. What was
 * answered it tells in a file, one receipt a line, after the answer and not before.
 */
final class AuditWriter {
    private static final int MOST_AT_ONCE = 3;

    private final AuditLog log;
    private final Path stop;
    private final OutputStream answered;
    private final String name;

    private AuditWriter(AuditLog log, Path stop, OutputStream answered, String name) {
        this.log = log;
        this.stop = stop;
        this.answered = answered;
        this.name = name;
    }

    /** {@code VAULT STOP ANSWERED NAME THREADS} */
    public static void main(String[] arguments) throws Exception {
        try (AuditLog log = new AuditLog(Vault.open(World.real(), Path.of(arguments[0])), Book.ZONE);
                OutputStream answered = new FileOutputStream(arguments[2], true)) {
            AuditWriter writer = new AuditWriter(log, Path.of(arguments[1]), answered, arguments[3]);
            List<Thread> threads = new ArrayList<>();
            for (int thread = 0; thread < Integer.parseInt(arguments[4]); thread++) {
                String prefix = thread + "-";
                threads.add(Thread.ofVirtual().unstarted(() -> writer.write(prefix)));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    private void write(String prefix) {
        boolean parentLives = true;
        for (int turn = 0; parentLives && !Files.exists(stop); turn++) {
            List<AuditEvent> events = new ArrayList<>();
            for (int i = 0; i <= turn % MOST_AT_ONCE; i++) {
                events.add(event(name + "-" + prefix + turn + "-" + i));
            }
            try {
                log.append(events);
                tell(events);
            } catch (IOException failure) {
                throw new IllegalStateException(failure);
            }
            parentLives = ProcessHandle.current().parent().isPresent();
        }
    }

    private synchronized void tell(List<AuditEvent> events) throws IOException {
        StringBuilder lines = new StringBuilder();
        events.forEach(event -> lines.append(event.receipt().orElseThrow()).append('\n'));
        answered.write(lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static AuditEvent event(String receipt) {
        return new AuditEvent(
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                EventType.ActionExecuted,
                "done",
                Optional.of(Book.MATTER),
                7,
                "Matter " + receipt,
                Optional.of("s1"),
                Optional.of("x.post@1"),
                Optional.of("office"),
                Optional.empty(),
                Optional.of(receipt),
                Optional.empty());
    }
}
