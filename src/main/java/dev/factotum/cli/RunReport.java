package dev.factotum.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.engine.Overview;
import dev.factotum.engine.Overview.Scheduled;
import dev.factotum.markdown.Escape;
import dev.factotum.problem.ExitCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * What a run came to: what was done, what came back and why, what waits, what comes next.
 *
 * @param unread notes in pipeline folders that somebody may still be writing
 */
record RunReport(List<Tally> rounds, List<String> unread, Overview overview) {
    private static final int MOST = 10;

    RunReport {
        rounds = List.copyOf(rounds);
        unread = List.copyOf(unread);
    }

    private List<String> young() {
        List<String> all = new ArrayList<>(rounds.getLast().young().keySet());
        all.addAll(unread);
        return all;
    }

    ExitCode exit(boolean check) {
        ExitCode worst = Tally.worst(rounds);
        return worst == ExitCode.DONE && check && !overview.waiting().isEmpty() ? ExitCode.PERSON : worst;
    }

    private int sum(ToIntFunction<Tally> of) {
        return rounds.stream().mapToInt(of).sum();
    }

    void print(Out out, When when) {
        Tally last = rounds.getLast();
        List<String> done = new ArrayList<>();
        part(done, sum(Tally::planned), "planned");
        part(done, sum(Tally::executed), "carried out");
        part(done, sum(Tally::ended), "laid to rest");
        part(done, sum(Tally::returned), "came back to you");
        part(done, sum(Tally::failed), "failed");
        boolean worked = rounds.stream().anyMatch(Tally::worked);
        if (out.quiet()) {
            quiet(out, done);
            return;
        }
        if (worked) {
            out.print("");
        }
        out.print(
                done.isEmpty()
                        ? worked ? "Taken in; nothing to plan." : "Nothing to do."
                        : String.join(" · ", done) + ".");
        problems(out);
        out.print(StatusText.counts(overview) + ".");
        if (!young().isEmpty()) {
            String names = String.join(", ", young().stream().limit(MOST).toList());
            out.print("Left for the next round, for somebody may still be writing: " + Escape.terminal(names) + ".");
        }
        if (last.busy() > 0) {
            out.print(last.busy() + (last.busy() == 1 ? " is" : " are") + " in the hands of another process.");
        }
        comes(when).ifPresent(out::print);
        out.print("Next: " + StatusText.next(overview, false));
    }

    /** What was done and what is wrong; nothing where there is neither, as a job in the night wants it. */
    private void quiet(Out out, List<String> done) {
        if (!done.isEmpty()) {
            out.print(String.join(" · ", done) + ".");
        }
        problems(out);
    }

    private void problems(Out out) {
        rounds.getLast().problems().stream().limit(MOST).forEach(out::problem);
    }

    private static void part(List<String> parts, int number, String words) {
        if (number > 0) {
            parts.add(number + " " + words);
        }
    }

    /** The next step that has a time. */
    private Optional<String> comes(When when) {
        for (Scheduled one : overview.scheduled()) {
            Optional<Instant> until = one.until().filter(t -> t.isBefore(Instant.MAX));
            if (until.isPresent()) {
                String why = one.why().isEmpty() ? "" : " (" + Escape.terminal(one.why()) + ")";
                return Optional.of("Goes on " + when.at(until.get()) + ": " + Escape.terminal(one.title()) + why + ".");
            }
        }
        return Optional.empty();
    }

    ObjectNode json(Out out) {
        ObjectNode object = Run.counts(out.object("run"), rounds)
                .put("waiting", overview.waiting().size())
                .put("scheduled", overview.scheduled().size());
        young().forEach(object.putArray("young")::add);
        rounds.getLast().problems().forEach(out::told);
        StatusJson.problems(object.putArray("problems"), rounds.getLast().problems());
        return object;
    }
}
