package dev.factotum.report;

import dev.factotum.engine.Overview;
import dev.factotum.engine.Overview.ExecutorSeen;
import dev.factotum.engine.Overview.ForModel;
import dev.factotum.engine.Overview.Scheduled;
import dev.factotum.engine.Overview.Waiting;
import dev.factotum.markdown.Escape;
import dev.factotum.problem.ExitCode;
import dev.factotum.problem.Problem;
import dev.factotum.vault.Stage;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The agent's part of Dashboard.md: of bounded size, and the same text as long as nothing happens, for a changed file is
 * a file that sync tools carry around.
 */
final class DashboardText {
    private static final int MOST = 20;
    private static final int MOST_LAST = 8;

    /** More than this with one reason are one line. */
    private static final int MOST_ALIKE = 5;

    private static final DateTimeFormatter DAY_TIME = DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);

    private final Overview overview;
    private final List<Ended> last;
    private final ZoneId zone;
    private final StringBuilder text = new StringBuilder();

    DashboardText(Overview overview, List<Ended> last, ZoneId zone) {
        this.overview = overview;
        this.last = last;
        this.zone = zone;
    }

    /** Lines, the last one ended. */
    String text() {
        head();
        waiting();
        forModel();
        scheduled();
        problems();
        last();
        executor();
        return text.toString();
    }

    private void head() {
        overview.paused()
                .ifPresent(why -> line("**Paused.** Nothing goes out until PAUSE.md is deleted"
                        + (why.isEmpty() ? "." : ": " + Escape.line(why))
                        + "\n"));
        List<String> parts = new ArrayList<>();
        parts.add(count(
                overview.waiting().size(),
                "**One matter waits** for you",
                "**%d matters wait** for you",
                "Nothing waits for you"));
        add(parts, overview.scheduled().size(), "one approved", "%d approved");
        add(parts, overview.count(Stage.NEEDS_ACTION), "one to be planned", "%d to be planned");
        add(parts, overview.count(Stage.INBOX), "one file in Inbox", "%d files in Inbox");
        add(parts, overview.problems().size(), "one problem", "%d problems");
        line(String.join(" · ", parts));
    }

    private static void add(List<String> parts, int number, String one, String many) {
        if (number > 0) {
            parts.add(count(number, one, many, ""));
        }
    }

    private static String count(int number, String one, String many, String none) {
        return number == 0 ? none : number == 1 ? one : many.formatted(number);
    }

    private void waiting() {
        if (overview.waiting().isEmpty()) {
            return;
        }
        heading("Waiting for you");
        Map<String, List<Waiting>> alike = new LinkedHashMap<>();
        for (Waiting one : overview.waiting()) {
            String key = one.why().equals("decision") ? one.file() : one.why() + "\n" + one.note();
            alike.computeIfAbsent(key, ignored -> new ArrayList<>()).add(one);
        }
        int lines = 0;
        int shown = 0;
        for (List<Waiting> group : alike.values()) {
            boolean joined = group.size() > MOST_ALIKE;
            for (Waiting one : joined ? group.subList(0, 1) : group) {
                if (lines == MOST) {
                    break;
                }
                line("- " + waiting(one, joined ? group.size() : 1));
                lines++;
                shown += joined ? group.size() : 1;
            }
        }
        more(overview.waiting().size() - shown);
    }

    private String waiting(Waiting one, int number) {
        List<String> parts = new ArrayList<>();
        if (one.risk().equals("high")) {
            parts.add("**high risk**");
        }
        if (!one.client().isEmpty()) {
            parts.add(Escape.line(one.client()));
        }
        if (!one.due().isEmpty()) {
            parts.add("due " + Escape.line(one.due()));
        }
        String reason = reason(one.why());
        boolean asks = reason.endsWith("?") && !one.note().isEmpty();
        parts.add(
                asks
                        ? Escape.line(one.note())
                        : one.note().isEmpty() ? reason : reason + ": " + Escape.line(one.note()));
        String who = number == 1
                ? link(one.file(), one.title())
                : number + " matters, such as " + link(one.file(), one.title());
        return who + " · " + String.join(" · ", parts);
    }

    static String reason(String why) {
        return switch (why) {
            case "failed" -> "a step failed";
            case "unclear" -> "did it arrive?";
            case "changed" -> "it changed after approval";
            case "expired" -> "nobody decided in time";
            case "invalid" -> "it has a mistake";
            case "no_plan" -> "nothing could plan it";
            case "refused" -> "a policy refuses it";
            case "frozen" -> "two files have its id";
            case "copy" -> "a copy of a finished matter";
            case "your_edit" -> "your edit, saved when the note had moved on";
            case "duplicate" -> "it came in before";
            case "paused" -> "paused";
            default -> "your decision";
        };
    }

    /** One line a reason. */
    private void forModel() {
        if (overview.forModel().isEmpty()) {
            return;
        }
        heading("Waiting for a model");
        Map<String, List<ForModel>> alike = new LinkedHashMap<>();
        overview.forModel()
                .forEach(one -> alike.computeIfAbsent(one.why(), ignored -> new ArrayList<>())
                        .add(one));
        alike.entrySet().stream().limit(MOST).forEach(entry -> {
            ForModel first = entry.getValue().getFirst();
            int number = entry.getValue().size();
            String who = link(first.file(), first.title());
            line("- " + (number == 1 ? who : number + " matters, such as " + who) + " · "
                    + Escape.line(entry.getKey().replaceFirst("[.]$", "")) + "." + remedy(first.exit()));
        });
        more(alike.size() - MOST);
    }

    private static String remedy(ExitCode exit) {
        return exit == ExitCode.AUTH ? " Put the key right; `agent doctor --online` tries it." : "";
    }

    private void scheduled() {
        if (overview.scheduled().isEmpty()) {
            return;
        }
        heading("Approved");
        Map<String, List<Scheduled>> alike = new LinkedHashMap<>();
        for (Scheduled one : overview.scheduled()) {
            String key = one.until().isEmpty()
                    ? ""
                    : one.why() + "\n" + one.until().get().truncatedTo(ChronoUnit.HOURS);
            alike.computeIfAbsent(key, ignored -> new ArrayList<>()).add(one);
        }
        int lines = 0;
        int shown = 0;
        for (List<Scheduled> group : alike.values()) {
            boolean joined = group.size() > MOST_ALIKE;
            for (Scheduled one : joined ? group.subList(0, 1) : group) {
                if (lines == MOST) {
                    break;
                }
                String who = link(one.file(), one.title());
                line("- " + (joined ? group.size() + " matters, such as " + who : who) + " · " + when(one));
                lines++;
                shown += joined ? group.size() : 1;
            }
        }
        more(overview.scheduled().size() - shown);
    }

    private String when(Scheduled one) {
        String why = one.why().isEmpty() ? "" : " (" + Escape.line(one.why()) + ")";
        return one.until()
                .map(until -> until.equals(Instant.MAX) ? "waits" + why : at(until) + why)
                .orElse("goes on at once");
    }

    private void problems() {
        if (overview.problems().isEmpty()) {
            return;
        }
        heading("What is wrong");
        List<Problem> problems = overview.problems();
        for (Problem problem : problems.subList(0, Math.min(MOST, problems.size()))) {
            String where = problem.where().isEmpty() ? "" : " " + Escape.line(problem.where());
            line("- " + problem.code().id() + where + ": "
                    + Escape.line(problem.what().replaceFirst("[.]$", "")) + ". " + Escape.line(problem.next()));
        }
        more(problems.size() - MOST);
    }

    private void last() {
        if (last.isEmpty()) {
            return;
        }
        heading("Done last");
        for (Ended one : last.subList(0, Math.min(MOST_LAST, last.size()))) {
            line("- " + at(one.t()) + " · " + link(one.name() + ".md", one.name()) + " · "
                    + Escape.line(how(one.how())));
        }
    }

    private static String how(String how) {
        return switch (how) {
            case "by_hand" -> "done by hand";
            case "rule" -> "closed by a rule";
            default -> how;
        };
    }

    private void executor() {
        ExecutorSeen executor = overview.executor();
        String seen = executor.seen().map(t -> ", last at work " + at(t)).orElse("");
        String name = executor.name().isEmpty() ? "no machine yet" : "**" + Escape.line(executor.name()) + "**";
        line("");
        line("Steps run on " + name + seen + ".");
    }

    private String at(Instant instant) {
        return DAY_TIME.format(instant.atZone(zone));
    }

    /** By name, never by path; a name that a link cannot hold is no link. */
    private static String link(String file, String title) {
        String name = file.substring(file.lastIndexOf('/') + 1);
        String stem = name.endsWith(".md") ? name.substring(0, name.length() - 3) : name;
        boolean plain = stem.chars().noneMatch(c -> "[]|#^`<>\\".indexOf(c) >= 0 || c < ' ');
        return plain ? "[[" + stem + "]]" : Escape.line(title);
    }

    private void heading(String words) {
        line("");
        line("### " + words);
        line("");
    }

    private void more(int number) {
        if (number > 0) {
            line("- and " + number + " more");
        }
    }

    private void line(String words) {
        text.append(words).append('\n');
    }
}
