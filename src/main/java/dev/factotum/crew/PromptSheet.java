package dev.factotum.crew;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import dev.factotum.markdown.Properties;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One prompt: instructions, examples and the message, each a Mustache template. It is parsed before anything is put in, so
 * no value can add a section, an example or a line of instructions.
 *
 * @param label which prompt this is, as it is recorded with a plan: {@code plan@1}
 */
record PromptSheet(String label, Template instructions, List<Example> examples, Template message) {
    private static final String INSTRUCTIONS = "# instructions";
    private static final String EXAMPLE = "# example";
    private static final String MESSAGE = "# message";
    private static final String ASKED = "## message";
    private static final String ANSWERED = "## answer";

    PromptSheet {
        examples = List.copyOf(examples);
    }

    /** What was asked and what a good answer is, both as they stand. */
    record Example(String message, String answer) {
        static Example of(String text) {
            String lower = text.toLowerCase(Locale.ROOT);
            int asked = lower.indexOf(ASKED);
            int answered = lower.indexOf(ANSWERED);
            if (asked < 0 || answered < asked) {
                throw new IllegalArgumentException("an example needs “## Message” and then “## Answer”");
            }
            return new Example(
                    text.substring(asked + ASKED.length(), answered).strip(),
                    text.substring(answered + ANSWERED.length()).strip());
        }
    }

    /**
     * Reads a prompt file.
     *
     * @param suffix behind the version in the label, for one that a vault brings; may be empty
     * @throws IllegalArgumentException with the reason where it is none
     */
    static PromptSheet read(String name, String text, String suffix) {
        Properties properties = Properties.of(text);
        String version = properties.text("version").map(String::strip).orElse("");
        if (version.isEmpty()) {
            throw new IllegalArgumentException("the property `version` is missing");
        }
        String instructions = "";
        String message = "";
        List<Example> examples = new ArrayList<>();
        for (String section : text.substring(properties.end()).split("(?m)^(?=# )")) {
            String heading = section.lines().findFirst().orElse("").strip().toLowerCase(Locale.ROOT);
            String body = section.substring(Math.min(section.length(), Math.max(0, section.indexOf('\n'))))
                    .strip();
            switch (heading) {
                case INSTRUCTIONS -> instructions = body;
                case EXAMPLE -> examples.add(Example.of(section));
                case MESSAGE -> message = body;
                default -> {
                    if (!section.isBlank()) {
                        throw new IllegalArgumentException("“" + heading + "” is none of its sections");
                    }
                }
            }
        }
        if (instructions.isEmpty() || message.isEmpty()) {
            throw new IllegalArgumentException("it needs the sections “# Instructions” and “# Message”");
        }
        return new PromptSheet(name + "@" + version + suffix, template(instructions), examples, template(message));
    }

    private static Template template(String source) {
        try {
            Template template = Mustache.compiler()
                    .escapeHTML(false)
                    .emptyStringIsFalse(true)
                    .defaultValue("")
                    .compile(source);
            template.visit(new Alone());
            return template;
        } catch (MustacheException wrong) {
            throw new IllegalArgumentException("its template cannot be read: " + wrong.getMessage(), wrong);
        }
    }

    /** Refuses what would be looked for in other files. */
    private static final class Alone implements Mustache.Visitor {
        @Override
        public boolean visitInclude(String name) {
            throw new MustacheException("it takes in “" + name + "”, and a prompt is one file");
        }

        @Override
        public boolean visitParent(String name) {
            return visitInclude(name);
        }

        @Override
        public boolean visitSection(String name) {
            return true;
        }

        @Override
        public boolean visitInvertedSection(String name) {
            return true;
        }

        @Override
        public void visitText(String text) {}

        @Override
        public void visitVariable(String name) {}
    }

    /** A template filled in, without the blank lines that empty sections leave. */
    static String fill(Template template, Map<String, Object> values) {
        return template.execute(values).replaceAll("\n{3,}", "\n\n").strip();
    }
}
