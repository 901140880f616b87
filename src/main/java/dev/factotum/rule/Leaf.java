package dev.factotum.rule;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import dev.factotum.plan.References;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * One text of a template, already parsed out of its plan: values go in, structure cannot.
 *
 * <p>References such as {@code ${s1.url}} that the template itself holds are set aside before values are inserted and
 * put back afterwards, so what a value brings along is told apart from them and escaped.
 */
final class Leaf {
    private static final String STEP = "\\{([A-Za-z0-9][A-Za-z0-9_-]*)(\\.[A-Za-z_][A-Za-z0-9_]*\\})";
    private static final Pattern REFERENCE = Pattern.compile("\\$+(?:" + STEP + "|item\\.[A-Za-z0-9_]+)");
    private static final char OPEN = '\uE000';
    private static final char CLOSE = '\uE001';

    private final Template template;
    private final Sink sink;
    private final List<String> references;
    private final Set<String> names;

    private Leaf(Template template, Sink sink, List<String> references, Set<String> names) {
        this.template = template;
        this.sink = sink;
        this.references = List.copyOf(references);
        this.names = Set.copyOf(names);
    }

    /** @throws IllegalArgumentException with the reason where it is no template */
    static Leaf of(String source, Sink sink) {
        List<String> references = new ArrayList<>();
        String text = setAside(source, references);
        try {
            Template template = Mustache.compiler()
                    .escapeHTML(false)
                    .emptyStringIsFalse(true)
                    .withCollector(new PlainValues())
                    .withFormatter(value -> sink.clean(withoutMarks(shown(value))))
                    .compile(text);
            TreeSet<String> names = new TreeSet<>();
            template.visit(new Names(names));
            return new Leaf(template, sink, references, names);
        } catch (MustacheException e) {
            throw new IllegalArgumentException("this template cannot be read: " + e.getMessage(), e);
        }
    }

    /** Every name it uses, in values and sections. */
    Set<String> names() {
        return names;
    }

    /** @param step what a step id within a reference becomes */
    String render(Values values, UnaryOperator<String> step) throws Unanswered {
        StringWriter writer = new StringWriter();
        Object element = values.byName().get("this");
        try {
            template.execute(element == null ? values.byName() : element, values.byName(), writer);
        } catch (MustacheException.Context e) {
            throw new Unanswered("it does not say `" + missing(e.key, values) + "`");
        }
        String escaped = withoutReferences(sink.finish(writer.toString()), sink);
        StringBuilder out = new StringBuilder(escaped.length());
        int at = 0;
        while (at < escaped.length()) {
            char c = escaped.charAt(at);
            int close = c == OPEN ? escaped.indexOf(CLOSE, at) : -1;
            if (close < 0) {
                out.append(c);
                at++;
            } else {
                String reference = references.get(Integer.parseInt(escaped.substring(at + 1, close)));
                out.append(renamed(reference, step));
                at = close + 1;
            }
        }
        return out.toString();
    }

    /** What values bring along stays what it is; in a list each entry by itself could be a reference. */
    private static String withoutReferences(String text, Sink sink) {
        return switch (sink) {
            case HEADING, TITLE -> text;
            case TEXT, NOTE -> References.literalText(text);
            case LINE, NOTE_LINE, ADDRESSES -> References.literalLine(text);
            case LIST -> {
                List<String> entries = new ArrayList<>();
                for (String entry : text.split(",", -1)) {
                    String plain = entry.strip();
                    String literal = References.literalLine(plain);
                    entries.add(literal.equals(plain) ? entry : entry.replace(plain, literal));
                }
                yield String.join(",", entries);
            }
        };
    }

    private static String setAside(String source, List<String> references) {
        Matcher matcher = REFERENCE.matcher(withoutMarks(source));
        String text = withoutMarks(source);
        StringBuilder kept = new StringBuilder();
        int from = 0;
        while (matcher.find()) {
            kept.append(text, from, matcher.start())
                    .append(OPEN)
                    .append(references.size())
                    .append(CLOSE);
            references.add(matcher.group());
            from = matcher.end();
        }
        return kept.append(text, from, text.length()).toString();
    }

    /** The whole name, for the library tells only the part before a dot. */
    private String missing(String part, Values values) {
        return names.stream()
                .filter(name -> name.startsWith(part + ".") && !values.byName().containsKey(name))
                .sorted()
                .findFirst()
                .orElse(part);
    }

    private static String renamed(String reference, UnaryOperator<String> step) {
        Matcher matcher = REFERENCE.matcher(reference);
        return matcher.matches() && matcher.group(1) != null && reference.startsWith("${")
                ? "${" + step.apply(matcher.group(1)) + matcher.group(2)
                : reference;
    }

    private static String shown(Object value) {
        return switch (value) {
            case List<?> list ->
                String.join(", ", list.stream().map(Object::toString).toList());
            case String text -> text;
            default -> throw new MustacheException.Context("no single value", "this", 0);
        };
    }

    private static String withoutMarks(String text) {
        return text.replace(OPEN, ' ').replace(CLOSE, ' ');
    }

    /** Collects names and refuses what would read other templates. */
    private record Names(Set<String> names) implements Mustache.Visitor {
        @Override
        public void visitText(String text) {
            if (text.contains("{{")) {
                throw new IllegalArgumentException("`{{` is not closed by `}}`");
            }
        }

        @Override
        public void visitVariable(String name) {
            names.add(name);
        }

        @Override
        public boolean visitInclude(String name) {
            throw new IllegalArgumentException("{{>" + name + "}}: a rule has no partials");
        }

        @Override
        public boolean visitParent(String name) {
            throw new IllegalArgumentException("{{<" + name + "}}: a rule has no partials");
        }

        @Override
        public boolean visitBlock(String name) {
            throw new IllegalArgumentException("{{$" + name + "}}: a rule has no blocks");
        }

        @Override
        public boolean visitSection(String name) {
            names.add(name);
            return true;
        }

        @Override
        public boolean visitInvertedSection(String name) {
            names.add(name);
            return true;
        }
    }
}
