package dev.factotum.memory;

import dev.factotum.config.Settings;
import dev.factotum.markdown.Escape;
import dev.factotum.markdown.Unescape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The text of Memory/Lessons.md: a heading for each client, a list item for each lesson. People edit it as they like. */
final class LessonPage {
    /** So many lessons of a client are kept; the oldest go. */
    static final int MOST = 200;

    private static final String NONE = "## No client";
    private static final String CLIENT = "## Client: ";
    private static final Pattern ITEM = Pattern.compile("- .+");
    private static final Pattern TAIL = Pattern.compile(" \\^l-([0-9a-f]{12})\\s*$");
    private static final Pattern TIMES = Pattern.compile(" \\((\\d{1,4}) times\\)$");
    private static final Pattern DAY = Pattern.compile("^- (?:\\d{4}-\\d\\d-\\d\\d )?");

    private static final String INTRO = """
            # What people changed

            The agent reads these lines when it plans for the same client. Edit or delete them as you like: what you delete
            does not come back. The latest 200 of each client are kept.
            """;

    private LessonPage() {}

    /** The page with these lessons under their client; what is taught again is counted on its line. */
    static String with(String page, Optional<String> client, List<Lesson> lessons) {
        List<String> lines = new ArrayList<>((page.isBlank() ? INTRO : page.endsWith("\n") ? page : page + "\n")
                .lines()
                .toList());
        List<Lesson> unknown = lessons.stream()
                .filter(lesson -> lines.stream().noneMatch(line -> line.contains(Lesson.TAIL + lesson.tail())))
                .toList();
        if (unknown.isEmpty()) {
            return page;
        }
        int heading = heading(lines, client);
        List<String> fresh = new ArrayList<>();
        for (Lesson lesson : unknown) {
            if (heading < 0 || !again(lines.subList(heading + 1, end(lines, heading)), lesson)) {
                if (!again(fresh, lesson)) {
                    fresh.add(lesson.line());
                }
            }
        }
        if (heading < 0) {
            lines.add("");
            lines.add(client.map(name -> CLIENT + Escape.line(name)).orElse(NONE));
            lines.add("");
            heading = lines.size() - 2;
        }
        int end = end(lines, heading);
        while (end > heading + 2 && lines.get(end - 1).isBlank()) {
            end--;
        }
        lines.addAll(end, fresh);
        prune(lines, heading);
        String eol = page.contains("\r\n") ? "\r\n" : "\n";
        return String.join(eol, lines) + eol;
    }

    /** Counts it on the line that says the same already, where there is one. */
    private static boolean again(List<String> lines, Lesson lesson) {
        for (int i = 0; i < lines.size(); i++) {
            if (gist(lines.get(i)).equals(Optional.of(lesson.gist()))) {
                lines.set(i, lesson.line(times(lines.get(i)) + 1));
                return true;
            }
        }
        return false;
    }

    /** Takes out the oldest of our own lines; a person's stay. */
    private static void prune(List<String> lines, int heading) {
        List<Integer> ours = new ArrayList<>();
        int end = end(lines, heading);
        for (int i = heading + 1; i < end; i++) {
            if (TAIL.matcher(lines.get(i)).find()) {
                ours.add(i);
            }
        }
        Set<Integer> oldest = new HashSet<>(ours.subList(0, Math.max(0, ours.size() - MOST)));
        List<String> kept = IntStream.range(0, lines.size())
                .filter(i -> !oldest.contains(i))
                .mapToObj(lines::get)
                .toList();
        lines.clear();
        lines.addAll(kept);
    }

    /** The lessons of exactly this client as a person reads them, oldest first, without tails. */
    static List<String> lessons(String page, Optional<String> client) {
        List<String> lines = page.lines().toList();
        int heading = heading(lines, client);
        List<String> lessons = new ArrayList<>();
        int end = heading < 0 ? 0 : end(lines, heading);
        for (int i = heading + 1; i < end; i++) {
            String line = lines.get(i).strip();
            if (ITEM.matcher(line).matches()) {
                lessons.add(Unescape.line(TAIL.matcher(line).replaceFirst("").substring(2)));
            }
        }
        return lessons;
    }

    /** How many times a client's plans taught the same, apart from their days. */
    static long same(String page, Optional<String> client, String gist) {
        List<String> lines = page.lines().toList();
        int heading = heading(lines, client);
        return heading < 0
                ? 0
                : lines.subList(heading + 1, end(lines, heading)).stream()
                        .filter(line -> gist(line).equals(Optional.of(gist)))
                        .mapToInt(LessonPage::times)
                        .sum();
    }

    private static int times(String line) {
        Matcher times = TIMES.matcher(TAIL.matcher(line).replaceFirst(""));
        return times.find() ? Integer.parseInt(times.group(1)) : 1;
    }

    private static Optional<String> gist(String line) {
        Matcher tail = TAIL.matcher(line);
        return tail.find()
                ? Optional.of(TIMES.matcher(
                                DAY.matcher(line.substring(0, tail.start())).replaceFirst(""))
                        .replaceFirst(""))
                : Optional.empty();
    }

    private static int heading(List<String> lines, Optional<String> client) {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            boolean here = client.isEmpty()
                    ? line.equals(NONE)
                    : line.startsWith(CLIENT)
                            && Settings.sameName(Unescape.line(line.substring(CLIENT.length())), client.get());
            if (here) {
                return i;
            }
        }
        return -1;
    }

    /** The line of the next heading. */
    private static int end(List<String> lines, int heading) {
        for (int i = heading + 1; i < lines.size(); i++) {
            if (lines.get(i).startsWith("# ") || lines.get(i).startsWith("## ")) {
                return i;
            }
        }
        return lines.size();
    }
}
