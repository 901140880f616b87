package dev.factotum.rule;

import dev.factotum.engine.Planner.Item;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a template may insert: names to texts, or to lists of texts. */
record Values(Map<String, Object> byName) {
    /** Names that every template may use, whether or not a matter has a value for them. */
    static final Set<String> KNOWN = Set.of(
            "kind",
            "title",
            "subject",
            "body",
            "from",
            "from.name",
            "from.first",
            "from.address",
            "from.handle",
            "from.domain",
            "to",
            "client",
            "account",
            "url",
            "amount",
            "link",
            "today",
            "date",
            "file",
            "channel",
            "attachments",
            "this",
            ".",
            "@index",
            "@count");

    private static final int LINE_LIMIT = 1_000;
    private static final int TEXT_LIMIT = 20_000;

    Values {
        byName = Collections.unmodifiableMap(new TreeMap<>(byName));
    }

    /** @param groups named groups of the rule's expressions; they never hide a value of the matter */
    static Values of(Item item, Facts facts, Map<String, String> groups) {
        TreeMap<String, Object> values = new TreeMap<>();
        groups.forEach((name, text) -> values.put(name, cut(text, TEXT_LIMIT)));
        KNOWN.forEach(values::remove);
        facts.from().ifPresent(from -> from.put(values));
        put(values, "kind", facts.kind());
        put(values, "title", line(item.text().title()));
        put(values, "subject", line(facts.subject()));
        put(values, "body", cut(facts.body(), TEXT_LIMIT));
        put(
                values,
                "to",
                facts.to().stream()
                        .findFirst()
                        .map(Facts::bare)
                        .map(Values::line)
                        .orElse(""));
        put(values, "client", facts.client().orElse(""));
        put(values, "account", facts.account().orElse(""));
        put(values, "url", item.conversation().url().map(Values::line).orElse(""));
        put(values, "amount", facts.amount().orElse(""));
        put(values, "link", facts.link().orElse(""));
        String today = LocalDate.ofInstant(item.now(), item.settings().zone()).toString();
        put(values, "today", today);
        put(values, "date", today);
        put(values, "channel", facts.channel().orElse(""));
        put(
                values,
                "file",
                item.conversation()
                        .original()
                        .or(() -> facts.attachments().stream().findFirst())
                        .map(Values::line)
                        .orElse(""));
        values.put(
                "attachments",
                facts.attachments().stream()
                        .limit(Repeat.MOST)
                        .map(Values::line)
                        .toList());
        return new Values(values);
    }

    /** The same with these on top. */
    Values with(Map<String, Object> more) {
        TreeMap<String, Object> all = new TreeMap<>(byName);
        all.putAll(more);
        return new Values(all);
    }

    /** One line without line breaks and control characters, at most 1,000 chars. */
    static String line(String text) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), LINE_LIMIT); i++) {
            char c = text.charAt(i);
            line.append(breaksLine(c) ? ' ' : c);
        }
        return line.toString().strip();
    }

    /** Line breaks of every kind, and control characters. */
    static boolean breaksLine(char c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
    }

    private static void put(Map<String, Object> values, String name, String text) {
        if (!text.isBlank()) {
            values.put(name, text);
        }
    }

    private static String cut(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit);
    }

    /** The list behind a name: its elements, or nothing. */
    List<String> list(String name) {
        return byName.get(name) instanceof List<?> list
                ? list.stream().map(Object::toString).toList()
                : List.of();
    }
}
