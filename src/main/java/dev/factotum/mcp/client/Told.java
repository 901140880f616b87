package dev.factotum.mcp.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.markdown.Escape;
import java.util.ArrayList;
import java.util.List;

/** The words of a server, made fit to be shown: short, on one line, nothing in them that a terminal would obey. */
public final class Told {
    private static final int BRIEF = 200;
    private static final int MOST_ARGUMENTS = 3;
    private static final int LONGEST_ARGUMENT = 60;

    private Told() {}

    static String brief(String words) {
        return cut(words, BRIEF);
    }

    /** The last of many words. */
    static String end(String words) {
        String line = Escape.terminal(words).replaceAll("\\s+", " ").strip();
        return line.length() <= BRIEF ? line : "…" + line.substring(line.length() - BRIEF);
    }

    /** At most so many characters, on one line. */
    public static String cut(String words, int most) {
        String start = words.length() <= 4 * most ? words : words.substring(0, 4 * most);
        String line = Escape.terminal(start).replaceAll("\\s+", " ").strip();
        if (line.length() <= most) {
            return line.length() < words.strip().length() && words.length() > 4 * most ? line + "…" : line;
        }
        int end = Character.isHighSurrogate(line.charAt(most - 1)) ? most - 1 : most;
        return line.substring(0, end) + "…";
    }

    /** The first few arguments, short, as a sentence goes on: {@code with path /tmp/a.txt, head 3}. */
    static String arguments(ObjectNode arguments) {
        List<String> told = new ArrayList<>();
        arguments.properties().forEach(entry -> {
            if (told.size() < MOST_ARGUMENTS) {
                String value = entry.getValue().isValueNode()
                        ? entry.getValue().asText()
                        : entry.getValue().toString();
                told.add(entry.getKey() + " " + cut(value, LONGEST_ARGUMENT));
            }
        });
        String more = arguments.size() > MOST_ARGUMENTS ? " and " + (arguments.size() - MOST_ARGUMENTS) + " more" : "";
        return told.isEmpty() ? "" : " with " + String.join(", ", told) + more;
    }
}
