package dev.factotum.crew;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factotum.markdown.Escape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Turns a persona.json, or a character file of other agent programs, into a voice note: what we know by name becomes
 * properties and sections, everything else is kept under its own name, so that nothing is lost.
 */
public final class PersonaImport {
    private static final int MOST_LINES = 400;
    private static final int LONGEST = 2_000;

    /** Properties, each with the names it goes by elsewhere. */
    private static final List<List<String>> PROPERTIES = List.of(
            List.of("name", "displayName", "username", "handle"),
            List.of("language", "lang", "locale"),
            List.of("tone", "voice", "mood", "adjectives"),
            List.of("hashtags", "tags"),
            List.of("never", "avoid", "donts", "dont", "forbidden", "banned_words", "blacklist"));

    private static final Set<String> LISTS = Set.of("hashtags", "never");

    /** Sections, each with its heading and the names it goes by. */
    private static final List<List<String>> SECTIONS = List.of(
            List.of("Who is speaking", "bio", "description", "about", "background", "identity", "system"),
            List.of("What there is to know", "lore", "knowledge", "facts"),
            List.of("How it sounds", "style", "writing_style", "guidelines", "rules", "dos"),
            List.of("What it writes about", "topics", "interests", "themes"),
            List.of("Examples", "postExamples", "examples", "sample_posts", "posts", "messageExamples"));

    private final JsonNode persona;
    private final Set<String> used = new TreeSet<>();
    private final StringBuilder note = new StringBuilder();

    private PersonaImport(JsonNode persona) {
        this.persona = persona;
    }

    /** @param persona a JSON object */
    public static String note(JsonNode persona) {
        return new PersonaImport(persona).write();
    }

    private String write() {
        note.append("---\n");
        for (List<String> names : PROPERTIES) {
            List<String> values = take(names);
            if (!values.isEmpty()) {
                boolean list = LISTS.contains(names.getFirst());

                note.append(names.getFirst()).append(": ");
                note.append(
                                !list
                                        ? Escape.scalar(String.join(", ", values))
                                        : "["
                                                + String.join(
                                                        ", ",
                                                        values.stream()
                                                                .map(Escape::scalar)
                                                                .toList()) + "]")
                        .append('\n');
            }
        }
        note.append("---\n\n# Persona\n");
        for (List<String> names : SECTIONS) {
            section(names.getFirst(), take(names.subList(1, names.size())));
        }
        persona.fieldNames().forEachRemaining(name -> {
            if (!used.contains(name)) {
                section(name, lines(persona.path(name)));
            }
        });
        return note.toString();
    }

    private List<String> take(List<String> names) {
        List<String> values = new ArrayList<>();
        for (String name : names) {
            if (persona.has(name) && used.add(name)) {
                values.addAll(lines(persona.path(name)));
            }
        }
        return values;
    }

    private void section(String heading, List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        note.append("\n## ").append(Escape.line(heading)).append("\n\n");
        lines.stream()
                .limit(MOST_LINES)
                .forEach(line -> note.append(lines.size() == 1 ? "" : "- ")
                        .append(Escape.line(line))
                        .append('\n'));
    }

    /** Every text in a value; named ones with their names. */
    private static List<String> lines(JsonNode value) {
        List<String> lines = new ArrayList<>();
        if (value.isValueNode() && !value.isNull()) {
            String text = value.asText().strip();
            if (!text.isEmpty()) {
                lines.add(text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text);
            }
        } else if (value.isArray()) {
            value.forEach(one -> lines.addAll(lines(one)));
        } else {
            value.properties()
                    .forEach(entry -> lines(entry.getValue()).forEach(line -> lines.add(entry.getKey() + ": " + line)));
        }
        return lines;
    }
}
