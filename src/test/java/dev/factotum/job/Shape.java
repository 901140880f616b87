package dev.factotum.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What a vault comes to for a person, without what may differ between two runs of the same events. */
final class Shape {
    private static final List<String> STAGES =
            List.of("Inbox", "Needs_Action", "Pending_Approval", "Approved", "Rejected", "Completed");
    private static final Pattern ID = Pattern.compile("[0-9A-HJKMNP-TV-Z]{26}");
    private static final Pattern KEY = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern MONTH = Pattern.compile("^\\d{4}-\\d\\d/");
    private static final Pattern SUFFIX = Pattern.compile(" \\([0-9A-Z]{4,6}\\)(?=\\.md$)");
    private static final Pattern REVISION =
            Pattern.compile("(?m)^(rev: \\d+|risk: .*)$|(?<=\\^(approve|reject|revise)-r)\\d+");
    private static final Pattern RESULT = Pattern.compile("(?m)^(?:> )?  → .*\n");
    private static final Pattern TAIL = Pattern.compile("(?<= \\^l-)[0-9a-f]{12}");
    private static final Pattern REASON = Pattern.compile("(?m)^> \\[!(?!quote|warning)[a-z]+](?:.*\n)(?:>.*\n)*\n?");

    private Shape() {}

    /** Every file a person sees, by path, with its text; sends by their content alone. */
    static Map<String, String> of(Stand stand) {
        Map<String, String> shape = new TreeMap<>();
        for (String stage : STAGES) {
            stand.notes(stage)
                    .forEach((name, text) -> shape.put(
                            stage + "/"
                                    + SUFFIX.matcher(MONTH.matcher(name).replaceFirst(""))
                                            .replaceFirst(""),
                            plain(text)));
        }
        for (String folder : List.of("Attachments", "Outbox", "Memory")) {
            stand.notes(folder)
                    .forEach((name, text) -> shape.merge(
                            folder + "/"
                                    + KEY.matcher(ID.matcher(name).replaceAll("ID"))
                                            .replaceAll("KEY"),
                            plain(text).replaceAll("(?m)^at: .*$", "at:"),
                            (one, other) -> one + "\n=====\n" + other));
        }
        shape.put("the provider", stand.provider().deeds());
        return shape;
    }

    private static String plain(String text) {
        String plain = KEY.matcher(ID.matcher(text).replaceAll("ID")).replaceAll("KEY");
        plain = REVISION.matcher(plain).replaceAll("rev");
        plain = RESULT.matcher(plain).replaceAll("");
        plain = TAIL.matcher(plain).replaceAll("tail");
        return REASON.matcher(plain).replaceAll("");
    }

    /** What differs, or nothing. */
    static List<String> differences(Map<String, String> expected, Map<String, String> found) {
        List<String> lines = new ArrayList<>();
        expected.forEach((path, text) -> {
            if (!found.containsKey(path)) {
                lines.add("lost: " + path + " (there are " + found.keySet() + ")");
            } else if (!found.get(path).equals(text)) {
                lines.add("lost: the text of " + path + "\nexpected:\n" + text + "\nfound:\n" + found.get(path));
            }
        });
        found.keySet().stream()
                .filter(path -> !expected.containsKey(path))
                .forEach(path -> lines.add("illegal: " + path + " is too many"));
        return lines;
    }
}
