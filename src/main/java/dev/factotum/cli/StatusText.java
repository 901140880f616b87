package dev.factotum.cli;

import dev.factotum.engine.Overview;
import dev.factotum.engine.Overview.ExecutorSeen;
import dev.factotum.engine.Overview.Scheduled;
import dev.factotum.engine.Overview.Waiting;
import dev.factotum.markdown.Escape;
import dev.factotum.problem.Problem;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Stage;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The overview for people: what waits first, then what is planned, what went wrong, and what to do next. */
final class StatusText {
    static final int MOST = 20;

    private static final int MOST_PROBLEMS = 10;

    private final Out out;
    private final When when;
    private final int most;

    /** @param most so many lines of each list */
    StatusText(Out out, When when, int most) {
        this.out = out;
        this.when = when;
        this.most = most;
    }

    /** Prints all of it and remembers the numbers. */
    void print(Vault vault, Overview overview, ModelsGlance models) throws IOException {
        out.print(Style.BOLD.of(Escape.terminal(String.valueOf(vault.root().getFileName()))) + "  "
                + Style.DIM.of(Escape.terminal(vault.root().toString())));
        out.print(counts(overview));
        boolean numbered = waiting(vault, overview.waiting());
        scheduled(overview.scheduled());
        models.print(out, when);
        problems(overview.problems());
        out.print("");
        out.print(Style.DIM.of(foot(overview)));
        out.print("Next: " + next(overview, numbered));
    }

    static String counts(Overview overview) {
        List<String> parts = new ArrayList<>();
        int waiting = overview.waiting().size();
        parts.add(
                waiting == 0
                        ? "Nothing waits for you"
                        : Style.BOLD.of(waiting + (waiting == 1 ? " waits" : " wait") + " for you"));
        part(parts, overview.scheduled().size(), "approved");
        part(parts, overview.count(Stage.NEEDS_ACTION), "to be planned");
        part(parts, overview.count(Stage.INBOX), "in Inbox");
        if (overview.paused().isPresent()) {
            parts.add(Style.YELLOW.of("paused"));
        }
        return String.join(" · ", parts);
    }

    /** The same without style. */
    static String plainCounts(Overview overview) {
        int waiting = overview.waiting().size();
        return (waiting == 1 ? "1 waits" : waiting + " wait") + " for you";
    }

    private static void part(List<String> parts, int number, String words) {
        if (number > 0) {
            parts.add(number + " " + words);
        }
    }

    /** The tray with its numbers; false where it has none. */
    boolean waiting(Vault vault, List<Waiting> waiting) throws IOException {
        if (waiting.isEmpty()) {
            return false;
        }
        List<Waiting> shown = waiting.subList(0, Math.min(most, waiting.size()));
        List<MatterId> numbered = new ArrayList<>();
        shown.forEach(one -> one.id().ifPresent(numbered::add));
        boolean numbers = new LastList(vault).keep(numbered);
        out.print("");
        out.print("Waiting for you");
        int number = 0;
        for (Waiting one : shown) {
            boolean has = numbers && one.id().isPresent();
            number += has ? 1 : 0;
            line(one, has ? "@" + number : "");
        }
        if (waiting.size() > shown.size()) {
            out.print("       and " + (waiting.size() - shown.size()) + " more: agent status --all");
        }
        return number > 0;
    }

    private void line(Waiting one, String number) {
        List<String> about = new ArrayList<>();
        if (!one.client().isEmpty()) {
            about.add(clean(one.client()));
        }
        if (!one.kind().isEmpty()) {
            about.add(clean(one.kind()));
        }
        if (!one.due().isEmpty()) {
            about.add("due " + clean(one.due()));
        }
        String risk = one.risk().isEmpty() ? "" : one.risk();
        String padded = ("  " + number + "      ").substring(0, 7) + (clean(risk) + "        ").substring(0, 8);
        String coloured = risk.equals("high") ? padded.replace("high", Style.RED.of("high")) : padded;
        int room = out.traits().output().terminal() ? Math.max(24, out.traits().columns() - 18) : Integer.MAX_VALUE;
        String title = Wrapped.cut(clean(one.title()), room);
        int left = room - title.length() - 2;
        boolean fits = String.join(" · ", about).length() <= left;
        out.print(coloured
                + Style.BOLD.of(title)
                + (about.isEmpty() || !fits ? "" : "  " + Style.DIM.of(String.join(" · ", about))));
        String why = one.ticked() ? "decided; taken up with the next run" : reason(one);
        if (!why.isEmpty()) {
            int width = Math.max(20, out.traits().columns() - 15);
            out.print("               " + Wrapped.cut(clean(why), width));
        }
    }

    private static String reason(Waiting one) {
        String reason = switch (one.why()) {
            case "decision" -> "";
            case "failed" -> "a step failed";
            case "unclear" -> "did it arrive?";
            case "changed" -> "changed after approval";
            case "expired" -> "nobody decided in time";
            case "invalid" -> "has a mistake";
            case "no_plan" -> "nothing could plan it";
            case "refused" -> "a policy refuses it";
            case "frozen" -> "two files have its id";
            case "copy" -> "a copy of a finished matter";
            case "your_edit" -> "your edit, saved when the note had moved on";
            case "duplicate" -> "it came in before";
            default -> one.why().replace('_', ' ');
        };
        if (reason.endsWith("?") && !one.note().isEmpty()) {
            return one.note();
        }
        return reason.isEmpty() || one.note().isEmpty() ? reason + one.note() : reason + ": " + one.note();
    }

    private void scheduled(List<Scheduled> scheduled) {
        if (scheduled.isEmpty()) {
            return;
        }
        out.print("");
        out.print("Approved");
        for (Scheduled one : scheduled.subList(0, Math.min(most, scheduled.size()))) {
            String until = one.until()
                    .map(t -> t.equals(Instant.MAX) ? "waits" : when.soon(t))
                    .orElse("at once");
            String why = one.why().isEmpty() ? "" : "  " + Style.DIM.of(clean(one.why()));
            out.print("  " + until + "  " + Style.BOLD.of(clean(one.title())) + why);
        }
        if (scheduled.size() > most) {
            out.print("  and " + (scheduled.size() - most) + " more: agent status --all");
        }
    }

    private void problems(List<Problem> problems) {
        if (problems.isEmpty()) {
            return;
        }
        out.print("");
        out.print("What is wrong");
        int shown = most == Integer.MAX_VALUE ? most : MOST_PROBLEMS;
        for (Problem problem : problems.subList(0, Math.min(shown, problems.size()))) {
            String where = problem.where().isEmpty() ? "" : clean(problem.where()) + ": ";
            out.print("  " + Style.YELLOW.of("!") + " " + where + clean(problem.joined(""))
                    + Style.DIM.of(clean(problem.why())) + " [" + problem.code().id() + "]");
            out.print("    " + Style.DIM.of("next: " + clean(problem.next())));
        }
        if (problems.size() > shown) {
            out.print("  and " + (problems.size() - shown) + " more: agent status --all");
        }
    }

    private String foot(Overview overview) {
        ExecutorSeen executor = overview.executor();
        String seen = executor.seen().map(t -> ", last at work " + when.from(t)).orElse(", not at work yet");
        if (executor.begins().isPresent()) {
            return "This machine is taking over: its work begins "
                    + when.soon(executor.begins().get()) + seen + " · " + log(overview);
        }
        String name = executor.here() ? "this machine" : executor.name().isEmpty() ? "no machine" : executor.name();
        return "Steps run on " + clean(name) + seen + " · " + log(overview);
    }

    private static String log(Overview overview) {
        return overview.audit().ok()
                ? LogVerify.count(overview.audit().entries()) + " in the log"
                : "the log is damaged";
    }

    /** The one command that helps most now. */
    static String next(Overview overview, boolean numbered) {
        if (!overview.audit().ok()) {
            return "agent log verify   says what is wrong with the log";
        }
        long ready = overview.scheduled().stream()
                .filter(one -> one.until().isEmpty())
                .count();
        if (ready > 0 && overview.executor().here() && overview.paused().isEmpty()) {
            return "agent run   carries out what is approved (" + ready + "), unless agent watch is at it already";
        }
        if (overview.waiting().stream().anyMatch(one -> !one.ticked())) {
            return "agent review   goes through the tray with you; "
                    + (numbered ? "agent show @1 explains one" : "agent status lists it");
        }
        boolean work = overview.count(Stage.INBOX) + overview.count(Stage.NEEDS_ACTION) > 0
                || overview.waiting().stream().anyMatch(Waiting::ticked)
                || overview.scheduled().stream().anyMatch(one -> one.until().isEmpty());
        if (work && overview.executor().here()) {
            return "agent run   takes up what lies there; agent watch does it by itself";
        }
        if (overview.paused().isPresent()) {
            return "agent resume   lets steps go out again";
        }
        return "agent add \"…\" or drop a file in Inbox; agent watch takes it up";
    }

    private static String clean(String text) {
        return Escape.terminal(text).replace('\n', ' ');
    }
}
