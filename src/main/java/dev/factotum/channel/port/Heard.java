package dev.factotum.channel.port;

import dev.factotum.markdown.Escape;
import dev.factotum.tool.Watcher.Arrival;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A post of somebody else that concerns us, on its way to become a matter.
 *
 * @param key the same for the same post, for ever
 * @param account of the vault
 * @param channel its id
 * @param kind {@code mention} or {@code comment}
 * @param from its author's handle with the @
 * @param url its address: what an answer names in {@code reply_to}
 * @param title a line
 * @param text as its readers see it
 * @param above what it answers, the oldest first
 */
public record Heard(
        String key,
        String account,
        String channel,
        String kind,
        String from,
        String url,
        String title,
        String text,
        List<Above> above) {
    private static final int LONGEST_TEXT = 100_000;
    private static final int LONGEST_LINE = 300;
    private static final int MOST_ABOVE = 20;

    /** A post further up in its thread. */
    public record Above(String from, String text) {}

    public Heard {
        above = List.copyOf(above);
    }

    /** The note that becomes a matter. With its key in it, for two posts that say the same are two. */
    public Arrival arrival() {
        StringBuilder note = new StringBuilder("---\n");
        property(note, "from", from);
        property(note, "url", url);
        property(note, "kind", kind);
        property(note, "channel", channel);
        property(note, "subject", title);
        property(note, "item", key);
        note.append("---\n\n").append(cut(text, LONGEST_TEXT)).append('\n');
        List<Above> last = above.size() > MOST_ABOVE ? above.subList(above.size() - MOST_ABOVE, above.size()) : above;
        if (!last.isEmpty()) {
            note.append("\nIt answers:\n");
            List<String> lines = new ArrayList<>();
            last.forEach(one -> lines.add("\n" + line(one.from()) + ": " + cut(one.text(), 5_000) + "\n"));
            lines.forEach(note::append);
        }
        return new Arrival(key, "post.md", note.toString().getBytes(StandardCharsets.UTF_8), Optional.of(account));
    }

    private static void property(StringBuilder note, String name, String value) {
        note.append(name).append(": ").append(Escape.scalar(line(value))).append('\n');
    }

    private static String line(String text) {
        return cut(text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip(), LONGEST_LINE);
    }

    private static String cut(String text, int most) {
        return text.length() > most ? text.substring(0, most) + "…" : text;
    }
}
