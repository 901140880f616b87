package dev.factotum.audit;

import dev.factotum.vault.MatterId;
import dev.factotum.vault.Vault;
import dev.factotum.world.Person;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A vault in memory with its audit log. */
final class Book {
    static final Path ROOT = Path.of("/vault");
    static final Path PAGE = ROOT.resolve("Audit_Log.md");
    static final Path CHAIN = ROOT.resolve(".agent/audit/2026-11.ndjson");
    static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");
    static final MatterId MATTER = new MatterId("01KAGRZ3M8D2V6Q4T0X9N5C7BH");
    static final Instant NOON = Instant.parse("2026-11-20T08:31:14.020Z");

    final TestWorld world;
    final AuditLog log;

    Book(long seed) {
        this(TestWorld.seeded(seed), true);
    }

    private Book(TestWorld world, boolean fresh) {
        this.world = world;
        try {
            if (fresh) {
                // Without the ballast, which would only take time.
                world.disk().capacity(1 << 20);
                Vault.create(world.world(), ROOT);
                world.disk().capacity(Long.MAX_VALUE);
            }
            Vault vault = Vault.open(world.world(), ROOT);
            this.log = new AuditLog(vault, ZONE);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What the next process finds. */
    Book restart() {
        return new Book(world.restart(), false);
    }

    /** Another process at the same vault. */
    Book beside() {
        return new Book(world, false);
    }

    /** Another machine, which never saw this log. */
    Book elsewhere() {
        return new Book(world.elsewhere(Path.of("/other-state")), false);
    }

    /** The operations that changed anything after the first so many, counted from there; looks leave what was there. */
    List<Long> changesAfter(long operations) {
        return world.disk().trace().stream()
                .filter(operation -> operation.changes() && operation.number() > operations)
                .map(operation -> operation.number() - operations)
                .toList();
    }

    Person person() {
        return world.disk().person();
    }

    String page() {
        return person().read(PAGE);
    }

    String chain() {
        return person().read(CHAIN);
    }

    List<Long> append(int count) {
        List<AuditEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(done("Matter " + i));
        }
        return append(events);
    }

    List<Long> append(List<AuditEvent> events) {
        try {
            return log.append(events);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    AuditCheck verify() {
        try {
            return log.verify();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static AuditEvent done(String title) {
        return new AuditEvent(
                NOON,
                EventType.ActionExecuted,
                "done",
                Optional.of(MATTER),
                7,
                title,
                Optional.of("s1"),
                Optional.of("odoo.invoice.create@2"),
                Optional.of("office"),
                Optional.empty(),
                Optional.of("INV/2026/01042"),
                Optional.empty());
    }

    static AuditEvent detailed(String title, String receipt, String detail) {
        return new AuditEvent(
                NOON,
                EventType.HumanResponseReceived,
                "approved",
                Optional.of(MATTER),
                3,
                title,
                Optional.empty(),
                Optional.empty(),
                Optional.of("sam"),
                Optional.of("moved in the folder"),
                Optional.of(receipt),
                Optional.of(detail));
    }
}
