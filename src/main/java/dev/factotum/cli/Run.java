package dev.factotum.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.audit.AuditEvent;
import dev.factotum.config.DurationText;
import dev.factotum.engine.Overview;
import dev.factotum.engine.OverviewPresence;
import dev.factotum.engine.OverviewReader;
import dev.factotum.problem.ExitCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.problem.VaultCode;
import dev.factotum.vault.DiskTrouble;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "run",
        description = "Do one round: take in, plan, carry out what is approved.",
        footer = {
            "",
            "In a terminal, and with --now, a round waits 1.5 s and takes what has stopped changing.",
            "From cron it leaves what is young for the next round and says so."
        })
final class Run extends AgentCommand {
    private static final Duration SLICE = Duration.ofMillis(100);
    private static final int MOST_WAITS = 3;

    @Option(names = "--now", description = "Take up young files too, once they have stood still for 1.5 s.")
    private boolean now;

    @Option(names = "--check", description = "End with 3 where something waits for a person afterwards.")
    private boolean check;

    @Option(
            names = "--max-time",
            paramLabel = "TIME",
            description = "Finish what is at hand after this long, such as 90s or 4m, and leave the rest.")
    private String maxTime = "";

    @Option(names = "--dry-run", description = "Say what would be taken up; change nothing.")
    private boolean dryRun;

    @Mixin
    private Simulate simulate = new Simulate();

    @Override
    protected ExitCode run(Session session) throws IOException, InterruptedException {
        Out out = session.out();
        simulate.wrong(now || check || dryRun).ifPresent(message -> {
            throw usage(message);
        });
        if (!maxTime.isEmpty()) {
            session.within(DurationText.parse(maxTime)
                    .orElseThrow(() -> usage("--max-time takes a length of time such as 90s or 4m.")));
        }
        if (simulate.wanted()) {
            return simulate.run(session);
        }
        EventPrinter printer = new EventPrinter(out);
        boolean hurried = now || out.traits().errors().terminal();
        try (Workplace workplace = Workplace.once(session, hurried, printer::print)) {
            printer.zone(workplace.settings().zone());
            if (dryRun) {
                new DryRun(out, workplace).print();
                return ExitCode.DONE;
            }
            if (!workplace.vault().executor().here()) {
                throw elsewhere(out, workplace);
            }
            session.interrupt();
            workplace.begin();
            refuseLeap(workplace);
            Shift shift = new Shift(workplace);
            List<Tally> rounds = new ArrayList<>(List.of(shift.work()));
            Instant soon = session.world().clock().instant().plus(Workplace.GLANCE);
            boolean ripe = !rounds.getLast().due().isAfter(soon);
            boolean young = !rounds.getLast().young().isEmpty();
            if (ripe || hurried && young) {
                pause(session, workplace, Workplace.GLANCE);
                rounds.add(shift.work());
            }
            settle(session, workplace, shift, rounds);
            if (session.interactive()) {
                grace(session, workplace, shift, rounds);
            }
            Overview overview = shift.overview();
            shift.show(overview);
            workplace.tidings().once(overview);
            workplace
                    .audit()
                    .trouble()
                    .map(failure ->
                            DiskTrouble.of("The audit log is whole, but its page could not be written", failure))
                    .ifPresent(rounds.getLast()::refused);
            RunReport report = new RunReport(rounds, shift.unread(), overview);
            if (out.json()) {
                out.print(report.json(out));
            } else {
                report.print(out, new When(workplace.settings().zone(), overview.at()));
                if (session.timeUp()) {
                    out.print("The time is up; what is left is taken up by the next run.");
                }
            }
            return report.exit(check);
        }
    }

    /** Another process before this one is the only other reading of the clock that a single round has. */
    private static void refuseLeap(Workplace workplace) throws IOException {
        Optional<Duration> leap = OverviewPresence.leap(workplace.vault());
        if (leap.isPresent()) {
            throw new ProblemException(new Problem(
                    VaultCode.CLOCK_AHEAD,
                    VaultCode.CLOCK_AHEAD.meaning(),
                    workplace.vault().root().toString(),
                    "the last round was " + leap.get().toDays() + " days ago by this clock",
                    VaultCode.CLOCK_AHEAD.remedy()));
        }
    }

    /** Waits for a plan that somebody was saving a moment ago; what it means is said in the same run. */
    private static void settle(Session session, Workplace workplace, Shift shift, List<Tally> rounds)
            throws IOException, InterruptedException {
        for (int i = 0; i < MOST_WAITS && !session.interrupted(); i++) {
            Instant now = session.world().clock().instant();
            Instant due = rounds.getLast().matterDue();
            if (due.isAfter(now.plus(Workplace.GLANCE)) || due.equals(Instant.EPOCH)) {
                break;
            }
            pause(session, workplace, Duration.between(now, due));
            rounds.add(shift.work());
        }
    }

    /** Waits out the grace of ticks that a person made just now, in sight of them. */
    private static void grace(Session session, Workplace workplace, Shift shift, List<Tally> rounds)
            throws IOException, InterruptedException {
        Duration grace = workplace.settings().approval().grace();
        for (int i = 0; i < MOST_WAITS && !session.interrupted(); i++) {
            boolean ticked = shift.overview().waiting().stream().anyMatch(Overview.Waiting::ticked);
            Instant now = session.world().clock().instant();
            Instant due = rounds.getLast().due();
            if (!ticked || due.isAfter(now.plus(grace).plusSeconds(1))) {
                break;
            }
            pause(session, workplace, Duration.between(now, due));
            session.out().foot("");
            rounds.add(shift.work());
        }
    }

    private static void pause(Session session, Workplace workplace, Duration wait) throws InterruptedException {
        var clock = workplace.vault().world().clock();
        long end = clock.nanos() + wait.toNanos();
        long left = wait.toNanos();
        while (left > 0 && !session.interrupted()) {
            if (wait.compareTo(Workplace.GLANCE) > 0) {
                session.out()
                        .foot(Style.DIM.of("Your tick is taken up in " + (left / 1_000_000_000L + 1)
                                + " s; untick it to take it back. Ctrl-C leaves it for the next round."));
            }
            clock.pause(left < SLICE.toNanos() ? Duration.ofNanos(left) : SLICE);
            left = end - clock.nanos();
        }
    }

    static ProblemException elsewhere(Out out, Workplace workplace) throws IOException {
        if (!out.json()) {
            Overview overview = new OverviewReader(workplace.vault()).read();
            When when = new When(workplace.settings().zone(), overview.at());
            new StatusText(out, when, StatusText.MOST)
                    .print(workplace.vault(), overview, ModelsGlance.of(workplace.vault(), overview));
            out.print("");
        }
        return new ProblemException(workplace.vault().elsewhere());
    }

    /** Prints events as they happen, each at once; called from many threads. */
    static final class EventPrinter {
        private final Out out;
        private volatile EventText text = new EventText(java.time.ZoneOffset.UTC);

        EventPrinter(Out out) {
            this.out = out;
        }

        void zone(java.time.ZoneId zone) {
            text = new EventText(zone);
        }

        void print(AuditEvent event) {
            if (!out.json()) {
                text.line(event).ifPresent(out::print);
            }
        }
    }

    /** For programs. */
    static ObjectNode counts(ObjectNode into, List<Tally> rounds) {
        return into.put("taken", rounds.stream().mapToInt(Tally::taken).sum())
                .put("planned", rounds.stream().mapToInt(Tally::planned).sum())
                .put("executed", rounds.stream().mapToInt(Tally::executed).sum())
                .put("failed", rounds.stream().mapToInt(Tally::failed).sum())
                .put("returned", rounds.stream().mapToInt(Tally::returned).sum())
                .put("ended", rounds.stream().mapToInt(Tally::ended).sum());
    }
}
