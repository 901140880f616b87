package dev.factotum.crew;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factotum.config.Redactor;
import dev.factotum.markdown.Escape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Turns a persona.json, or a character file of other agent programs, into a voice note: what we know by name becomes
 * properties and sections, everything else but secrets is kept under its own name, so that nothing is lost.
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

    /** What the name of a value that is nobody's voice holds, without case, dashes and underscores. */
    private static final List<String> SECRETS = List.of(
            "secret",
            "apikey",
            "token",
            "password",
            "passwd",
            "passphrase",
            "credential",
            "privatekey",
            "accesskey",
            "authorization");

    private static final Redactor REDACTOR = Redactor.of(List.of());

    private final JsonNode persona;
    private final Set<String> used = new TreeSet<>();
    private final StringBuilder note = new StringBuilder();
    private int said;
    private int leftOut;

    private PersonaImport(JsonNode persona) {
        this.persona = persona;
    }

    /**
     * What became of a persona.
     *
     * @param says how many values stand in the note
     * @param leftOut how many were secrets, or looked like one
     */
    public record Imported(String note, int says, int leftOut) {}

    /** @param persona a JSON object */
    public static Imported of(JsonNode persona) {
        PersonaImport taken = new PersonaImport(persona);
        String note = taken.write();
        return new Imported(note, taken.said, taken.leftOut);
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
                section(name, named(name, persona.path(name)));
            }
        });
        return note.toString();
    }

    private List<String> take(List<String> names) {
        List<String> values = new ArrayList<>();
        for (String name : names) {
            if (persona.has(name) && used.add(name)) {
                values.addAll(named(name, persona.path(name)));
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
    private List<String> lines(JsonNode value) {
        List<String> lines = new ArrayList<>();
        if (value.isValueNode() && !value.isNull()) {
            String text = value.asText().strip();
            if (!REDACTOR.redact(text).equals(text)) {
                leftOut++;
            } else if (!text.isEmpty()) {
                said++;
                lines.add(text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text);
            }
        } else if (value.isArray()) {
            value.forEach(one -> lines.addAll(lines(one)));
        } else if (value.path("content").path("text").isTextual()) {
            // One line of a conversation, as character files have it.
            String who = value.path("user").asText(value.path("name").asText());
            lines(value.path("content").path("text"))
                    .forEach(line -> lines.add(who.isEmpty() ? line : who + ": " + line));
        } else {
            value.properties()
                    .forEach(entry -> named(entry.getKey(), entry.getValue())
                            .forEach(line -> lines.add(entry.getKey() + ": " + line)));
        }
        return lines;
    }

    /** The same of a value that goes by a name; nothing where the name says that it is a secret. */
    private List<String> named(String name, JsonNode value) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[-_ .]", "");
        if (SECRETS.stream().noneMatch(plain::contains)) {
            return lines(value);
        }
        int before = said;
        lines(value);
        leftOut += said - before;
        said = before;
        return List.of();
    }
}
