package dev.factotum.cli;

import dev.factotum.audit.AuditLog;
import dev.factotum.audit.AuditRecord;
import dev.factotum.audit.Cursor;
import dev.factotum.problem.ExitCode;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "log",
        description = "Tell what happened, from the audit log; verify it, accept it, export it.",
        subcommands = {LogVerify.class, LogAccept.class, LogExport.class})
final class Log extends AgentCommand {
    private static final int USUAL = 20;
    private static final int MOST = 10_000;
    private static final int AT_ONCE = 500;
    private static final Duration LOOK = Duration.ofMillis(250);

    @Option(
            names = "-n",
            paramLabel = "COUNT",
            description = "So many of the newest entries (20, or all with --since).")
    private int count = -1;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what is recorded from now on.")
    private boolean follow;

    @Option(names = "--matter", paramLabel = "MATTER", description = "Of one matter only.")
    private @Nullable String typed;

    @Option(names = "--since", paramLabel = "WHEN", description = "2d, 12h, 30m, 2026-11-20 or 2026-11-20T09:30.")
    private @Nullable String since;

    @Option(names = "--agent", paramLabel = "NAME", description = "Done by this agent, person or policy only.")
    private @Nullable String by;

    @Override
    protected ExitCode run(Session session) throws IOException, InterruptedException {
        if (count == 0 || count > MOST) {
            throw usage("-n takes a number from 1 to " + MOST + ".");
        }
        Vault vault = session.vault();
        ZoneId zone = Zone.of(session, vault);
        Predicate<AuditRecord> wanted = wanted(session, vault, zone);
        try (AuditLog audit = new AuditLog(vault, zone)) {
            Cursor end = audit.end();
            int most = count > 0 ? count : since == null && typed == null ? USUAL : MOST;
            List<AuditRecord> entries = audit.read(wanted, most);
            LogLine line = new LogLine(vault, zone, follow ? List.of() : numbered(vault, entries));
            for (AuditRecord entry : entries) {
                print(session.out(), line, entry);
            }
            if (follow) {
                follow(
                        session,
                        audit,
                        line,
                        wanted,
                        end,
                        entries.isEmpty() ? 0 : entries.getLast().seq());
            } else if (entries.isEmpty()) {
                session.out().note("Nothing is recorded" + (most == MOST ? " that fits." : " yet."));
            }
            return ExitCode.DONE;
        }
    }

    private Predicate<AuditRecord> wanted(Session session, Vault vault, ZoneId zone) throws IOException {
        Predicate<AuditRecord> wanted = entry -> true;
        if (typed != null) {
            String id = matter(session, vault, typed);
            wanted = wanted.and(entry -> entry.matter().filter(id::equals).isPresent());
        }
        if (since != null) {
            Instant now = vault.world().clock().instant();
            Instant from =
                    Since.read(since, zone, now).orElseThrow(() -> usage("--since does not read as a time: " + since));
            wanted = wanted.and(entry -> !entry.t().isBefore(from));
        }
        if (by != null) {
            String name = by;
            wanted = wanted.and(
                    entry -> entry.by().filter(name::equalsIgnoreCase).isPresent());
        }
        return wanted;
    }

    /** The log knows matters whose files are gone: a whole id needs no file. */
    private static String matter(Session session, Vault vault, String typed) throws IOException {
        Optional<MatterId> whole = MatterId.parse(typed.strip().toUpperCase(java.util.Locale.ROOT));
        if (whole.isPresent()) {
            return whole.get().value();
        }
        return new MatterFinder(vault, session.here())
                .one(typed)
                .id()
                .map(MatterId::value)
                .orElse("");
    }

    /** The matters of these entries in the order in which they appear, kept as the last list. */
    private static List<String> numbered(Vault vault, List<AuditRecord> entries) throws IOException {
        Set<String> matters = new LinkedHashSet<>();
        entries.forEach(entry -> entry.matter().ifPresent(matters::add));
        List<MatterId> ids =
                matters.stream().flatMap(id -> MatterId.parse(id).stream()).toList();
        return !ids.isEmpty() && new LastList(vault).keep(ids) ? List.copyOf(matters) : List.of();
    }

    private static void print(Out out, LogLine line, AuditRecord entry) throws IOException {
        if (out.json()) {
            out.event(line.json(out.object("event"), entry));
        } else {
            out.event(line.of(entry));
        }
    }

    private static void follow(
            Session session, AuditLog audit, LogLine line, Predicate<AuditRecord> wanted, Cursor from, long printed)
            throws IOException, InterruptedException {
        Interrupt interrupt = session.interrupt();
        Cursor cursor = from;
        while (!interrupt.getAsBoolean() && !session.out().closed()) {
            AuditLog.Followed followed = audit.readFrom(cursor, AT_ONCE);
            cursor = followed.next();
            for (AuditRecord entry : new ArrayList<>(followed.entries())) {
                if (entry.seq() > printed && wanted.test(entry)) {
                    print(session.out(), line, entry);
                }
            }
            if (followed.entries().isEmpty()) {
                session.world().clock().pause(LOOK);
            }
        }
    }
}
