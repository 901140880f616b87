package dev.factotum.skill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.markdown.Escape;
import dev.factotum.tool.ToolError;
import dev.factotum.tool.Watcher;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A skill's own watcher: its script is run with {@code "mode": "watch"} and the cursor, and answers {@code data.items}, each
 * with {@code id}, {@code title}, {@code text}, and where there are {@code from}, {@code url}, {@code kind}. All of it is
 * somebody else's words.
 */
final class SkillWatcher implements Watcher {
    private static final int LONGEST_TEXT = 100_000;
    private static final int LONGEST_LINE = 300;
    private static final int LONGEST_CURSOR = 10_000;
    private static final Duration MOST = Duration.ofSeconds(60);

    private final Skill skill;
    private final Watching watching;
    private final SkillRuns runs;

    SkillWatcher(Skill skill, Watching watching, SkillRuns runs) {
        this.skill = skill;
        this.watching = watching;
        this.runs = runs;
    }

    @Override
    public String name() {
        return "skill-" + skill.name();
    }

    @Override
    public Duration every() {
        return watching.every();
    }

    @Override
    public News look(Optional<String> cursor) throws InterruptedException {
        ObjectNode input = JsonNodeFactory.instance
                .objectNode()
                .put("v", 1)
                .put("skill", skill.name())
                .put("mode", "watch");
        cursor.ifPresent(text -> input.put("cursor", text));
        SkillRuns.Order order = new SkillRuns.Order(
                skill,
                skill.digest(),
                watching.command(),
                input,
                List.of(),
                watching.secrets(),
                watching.network(),
                MOST);
        return switch (runs.run(order)) {
            case Ran.NotRun(ToolError error) -> new News.Failed(error);
            case Ran.Silent(String why) -> new News.Failed(new ToolError.Transient(why));
            case Ran.Answered(SkillAnswer answer, int exit, Map<String, byte[]> _) -> {
                if (!answer.success() || exit != 0) {
                    yield new News.Failed(new ToolError.Transient(
                            answer.error().isBlank() ? "it ended with " + exit : answer.error()));
                }
                yield news(answer.data());
            }
        };
    }

    private News news(ObjectNode data) {
        List<Arrival> items = new ArrayList<>();
        for (JsonNode item : data.path("items")) {
            String id = item.path("id").asText("");
            String title = line(item.path("title").asText(""));
            String text = item.path("text").asText("");
            if (id.isEmpty() || title.isEmpty() && text.isBlank()) {
                return new News.Failed(new ToolError.Validation("an item has no id, or says nothing"));
            }
            items.add(new Arrival(id, "item.md", note(id, item, title.isEmpty() ? skill.name() : title, text)));
        }
        String cursor = data.path("cursor").asText("");
        if (cursor.length() > LONGEST_CURSOR
                || !StandardCharsets.UTF_8.newEncoder().canEncode(cursor)) {
            return new News.Failed(new ToolError.Validation("its cursor is longer than 10,000 characters, or no text"));
        }
        return new News.Items(items, cursor.isEmpty() ? Optional.empty() : Optional.of(cursor));
    }

    /** With its id in it: two items that say the same are two. */
    private byte[] note(String id, JsonNode item, String title, String text) {
        String from = line(item.path("from").asText(""));
        String url = line(item.path("url").asText(""));
        String kind = line(item.path("kind").asText(""));
        String body = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "…" : text;
        return ("---\nfrom: " + Escape.scalar(from.isEmpty() ? "the skill " + skill.name() : from)
                        + (url.isEmpty() ? "" : "\nurl: " + Escape.scalar(url))
                        + "\nkind: " + Escape.scalar(kind.isEmpty() ? "message" : kind)
                        + "\nsubject: " + Escape.scalar(title)
                        + "\nitem: " + Escape.scalar(line(id)) + "\n---\n\n" + body + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String line(String text) {
        String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) : line;
    }
}
