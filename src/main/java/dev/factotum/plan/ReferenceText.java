package dev.factotum.plan;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** The notation of references in a value: {@code ${s1.pdf}}, {@code $item.body}, and {@code $$} before either. */
final class ReferenceText {
    private static final String STEP = "\\{([A-Za-z0-9][A-Za-z0-9_-]{0,31})\\.([A-Za-z_][A-Za-z0-9_.-]*)\\}";
    private static final Pattern WHOLE_STEP = Pattern.compile("\\$" + STEP);
    private static final Pattern WHOLE_ITEM = Pattern.compile("\\$item\\.([A-Za-z0-9_]+)");
    private static final Pattern ESCAPED = Pattern.compile("\\$\\$+(?:" + STEP + "|item\\.[A-Za-z0-9_]+)");
    private static final Pattern WITHIN = Pattern.compile("\\$(\\$?)" + STEP);

    private ReferenceText() {}

    /** One use: of which step (or {@code item}) which output. */
    record Use(String of, String output) {}

    /** The reference that the whole value is, if it is one. */
    static Optional<Use> whole(String value) {
        Matcher step = WHOLE_STEP.matcher(value);
        if (step.matches()) {
            return Optional.of(new Use(step.group(1), step.group(2)));
        }
        Matcher item = WHOLE_ITEM.matcher(value);
        return item.matches() ? Optional.of(new Use("item", item.group(1))) : Optional.empty();
    }

    /** Every unescaped reference to a step within a text. */
    static List<Use> within(String text) {
        List<Use> uses = new ArrayList<>();
        Matcher matcher = WITHIN.matcher(text);
        while (matcher.find()) {
            if (matcher.group(1).isEmpty()) {
                uses.add(new Use(matcher.group(2), matcher.group(3)));
            }
        }
        return uses;
    }

    /** Takes the escape off a whole value that would otherwise be a reference. */
    static String unescapeWhole(String value) {
        return ESCAPED.matches(value) ? value.substring(1) : value;
    }

    /** A text that comes from elsewhere, as the value behind a key: never a reference. */
    static String literalLine(String text) {
        return WHOLE_STEP.matches(text) || WHOLE_ITEM.matches(text) || ESCAPED.matches(text) ? "$" + text : text;
    }

    /** A text that comes from elsewhere, as a text fence: no part of it is a reference. */
    static String literalText(String text) {
        if (WHOLE_ITEM.matches(text) || (ESCAPED.matches(text) && !text.endsWith("}"))) {
            return "$" + text;
        }
        StringBuilder out = new StringBuilder();
        Matcher matcher = WITHIN.matcher(text);
        int from = 0;
        while (matcher.find()) {
            out.append(text, from, matcher.start()).append('$').append(matcher.group());
            from = matcher.end();
        }
        return out.append(text, from, text.length()).toString();
    }

    /** Replaces the references that are known and takes the escape off the others; the rest stays literal. */
    static String replaceWithin(String text, BiFunction<String, String, Optional<String>> value) {
        StringBuilder result = new StringBuilder();
        Matcher matcher = WITHIN.matcher(text);
        int from = 0;
        while (matcher.find()) {
            result.append(text, from, matcher.start());
            String found = matcher.group();
            result.append(
                    matcher.group(1).isEmpty()
                            ? value.apply(matcher.group(2), matcher.group(3)).orElse(found)
                            : found.substring(1));
            from = matcher.end();
        }
        return result.append(text, from, text.length()).toString();
    }
}
