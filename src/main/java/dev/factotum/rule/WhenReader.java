package dev.factotum.rule;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.factotum.markdown.YamlValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads the {@code when} of a rule; collects every fault, for a condition left out would widen the rule. */
final class WhenReader {
    private static final int MAX_DEPTH = 6;
    private static final String KEYS =
            "kind, from, to, subject, body, has, client, account, channel, age, and any, all, not";
    private static final Pattern AGE = Pattern.compile("([<>]?)\\s*(\\d{1,4})\\s*(m|h|d|w)");

    private final List<RuleFault> faults = new ArrayList<>();

    List<RuleFault> faults() {
        return List.copyOf(faults);
    }

    /** Everything in the mapping must hold. */
    Condition.All read(YamlValue when) {
        return all(when, 0);
    }

    private Condition.All all(YamlValue value, int depth) {
        List<Condition> conditions = new ArrayList<>();
        if (depth > MAX_DEPTH) {
            fault(value, "conditions nest more than " + MAX_DEPTH + " deep", "Split it into several rules.");
        } else if (value instanceof YamlValue.Mapping mapping
                && !mapping.entries().isEmpty()) {
            for (Map.Entry<String, YamlValue> entry : mapping.entries().entrySet()) {
                one(entry.getKey(), entry.getValue(), depth, conditions);
            }
        } else {
            fault(value, "`key: value` conditions are expected here", "The keys are " + KEYS + ".");
        }
        return new Condition.All(conditions);
    }

    private void one(String key, YamlValue value, int depth, List<Condition> into) {
        switch (key) {
            case "kind" -> into.add(new Condition.Kind(lower(value)));
            case "from" -> into.add(from(value));
            case "to" -> into.add(like(Condition.Field.TO, value));
            case "client" -> into.add(like(Condition.Field.CLIENT, value));
            case "account" -> into.add(like(Condition.Field.ACCOUNT, value));
            case "channel" -> into.add(like(Condition.Field.CHANNEL, value));
            case "subject" -> into.add(new Condition.Text(true, patterns(value)));
            case "body" -> into.add(new Condition.Text(false, patterns(value)));
            case "has" -> into.add(new Condition.Has(things(value)));
            case "age" -> age(value, into);
            case "any" -> into.add(new Condition.Any(members(value, depth)));
            case "all" -> into.add(new Condition.All(members(value, depth)));
            case "not" ->
                into.add(new Condition.Not(
                        value instanceof YamlValue.Sequence
                                ? new Condition.Any(members(value, depth))
                                : all(value, depth + 1)));
            default -> fault(value, "`" + key + "` is no condition", "The keys are " + KEYS + ".");
        }
    }

    /** The members of {@code any} and {@code all}: a list of mappings, or one mapping whose entries are the members. */
    private List<Condition> members(YamlValue value, int depth) {
        List<Condition> members = new ArrayList<>();
        switch (value) {
            case YamlValue.Sequence sequence -> sequence.items().forEach(item -> members.add(all(item, depth + 1)));
            case YamlValue.Mapping _ -> members.addAll(all(value, depth + 1).conditions());
            case YamlValue.Scalar _ -> {}
        }
        if (members.isEmpty()) {
            fault(value, "a list of conditions is expected here", "Write `- kind: email` lines under it.");
        }
        return members;
    }

    private Condition from(YamlValue value) {
        List<Condition> any = new ArrayList<>();
        List<Glob> globs = new ArrayList<>();
        for (String word : texts(value)) {
            switch (word.toLowerCase(Locale.ROOT)) {
                case "known" -> any.add(new Condition.Known(true));
                case "unknown" -> any.add(new Condition.Known(false));
                default -> globs.add(new Glob(word));
            }
        }
        if (!globs.isEmpty()) {
            any.add(new Condition.Like(Condition.Field.FROM, globs));
        }
        return any.size() == 1 ? any.getFirst() : new Condition.Any(any);
    }

    private Condition like(Condition.Field field, YamlValue value) {
        return new Condition.Like(field, texts(value).stream().map(Glob::new).toList());
    }

    private List<TextPattern> patterns(YamlValue value) {
        List<TextPattern> patterns = new ArrayList<>();
        for (String text : texts(value)) {
            try {
                patterns.add(TextPattern.of(text));
            } catch (IllegalArgumentException e) {
                fault(value, String.valueOf(e.getMessage()), "Write words, or `/expression/i` (RE2 syntax).");
            }
        }
        return patterns;
    }

    private Set<Condition.Thing> things(YamlValue value) {
        Set<Condition.Thing> things = new HashSet<>();
        for (String word : lower(value)) {
            Condition.Thing.of(word)
                    .ifPresentOrElse(
                            things::add,
                            () -> fault(
                                    value,
                                    "`" + word + "` is nothing a rule can look for",
                                    "There are attachment, amount, link, list, auto-reply and machine."));
        }
        return things;
    }

    private void age(YamlValue value, List<Condition> into) {
        for (String text : texts(value)) {
            Matcher matcher = AGE.matcher(text);
            if (!matcher.matches()) {
                fault(value, "`" + text + "` is no age", "Write `\"> 2d\"` or `\"< 12h\"`, with the quotes.");
                continue;
            }
            long count = Long.parseLong(matcher.group(2));
            Duration limit = switch (matcher.group(3)) {
                case "m" -> Duration.ofMinutes(count);
                case "h" -> Duration.ofHours(count);
                case "d" -> Duration.ofDays(count);
                default -> Duration.ofDays(7 * count);
            };
            into.add(new Condition.Age(!matcher.group(1).equals("<"), limit));
        }
    }

    private Set<String> lower(YamlValue value) {
        Set<String> words = new HashSet<>();
        texts(value).forEach(text -> words.add(text.toLowerCase(Locale.ROOT)));
        return words;
    }

    /** One text, or a list of them; never empty without a fault. */
    private List<String> texts(YamlValue value) {
        List<String> texts = new ArrayList<>();
        List<YamlValue> items = value instanceof YamlValue.Sequence sequence ? sequence.items() : List.of(value);
        for (YamlValue item : items) {
            if (item instanceof YamlValue.Scalar scalar && !scalar.text().isBlank()) {
                texts.add(scalar.text().strip());
            } else {
                fault(item, "a text is expected here", "Write one value, or a list of values.");
            }
        }
        if (items.isEmpty()) {
            fault(value, "the list is empty", "Write one value, or a list of values.");
        }
        return texts;
    }

    private void fault(YamlValue at, String reason, String hint) {
        faults.add(new RuleFault(at.line(), reason, hint));
    }
}
