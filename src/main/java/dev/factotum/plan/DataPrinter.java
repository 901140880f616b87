package dev.factotum.plan;

import dev.factotum.markdown.Yaml;
import dev.factotum.markdown.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes nested data as YAML that reads back as the same: one line for each entry of the outermost level. */
final class DataPrinter {
    private DataPrinter() {}

    static List<String> lines(YamlValue value) {
        List<String> lines = new ArrayList<>();
        switch (value) {
            case YamlValue.Scalar scalar -> lines.add(flow(scalar));
            case YamlValue.Sequence sequence -> {
                if (sequence.items().isEmpty()) {
                    lines.add("[]");
                }
                sequence.items().forEach(item -> lines.add("- " + flow(item)));
            }
            case YamlValue.Mapping mapping -> {
                if (mapping.entries().isEmpty()) {
                    lines.add("{}");
                }
                mapping.entries().forEach((key, entry) -> lines.add(key(key) + ": " + flow(entry)));
            }
        }
        return lines;
    }

    /** Nesting is bounded by whoever made the value: YAML read by us is at most 32 deep. */
    private static String flow(YamlValue value) {
        return switch (value) {
            case YamlValue.Scalar scalar ->
                scalar.plain() && plain(scalar.text()) ? scalar.text() : quoted(scalar.text());
            case YamlValue.Sequence sequence ->
                sequence.items().stream().map(DataPrinter::flow).collect(Collectors.joining(", ", "[", "]"));
            case YamlValue.Mapping mapping ->
                mapping.entries().isEmpty()
                        ? "{}"
                        : mapping.entries().entrySet().stream()
                                .map(entry -> key(entry.getKey()) + ": " + flow(entry.getValue()))
                                .collect(Collectors.joining(", ", "{ ", " }"));
        };
    }

    private static String key(String key) {
        return !key.isEmpty() && plain(key) && !key.equals("<<") ? key : quoted(key);
    }

    /** True where the text reads back as itself without quotes, wherever it stands. */
    private static boolean plain(String text) {
        if (text.isEmpty() || text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
            return false;
        }
        return Yaml.read("[" + text + "]") instanceof Yaml.Read.Good good
                && good.value() instanceof YamlValue.Sequence sequence
                && sequence.items().size() == 1
                && sequence.items().getFirst() instanceof YamlValue.Scalar scalar
                && scalar.plain()
                && scalar.text().equals(text)
                && Yaml.read(text) instanceof Yaml.Read.Good alone
                && alone.value() instanceof YamlValue.Scalar;
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(point -> {
            switch (point) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    boolean shown = point >= 0x20
                            && !(point >= 0x7F && point <= 0x9F)
                            && point != 0xFEFF
                            && (point & 0xFFFE) != 0xFFFE
                            && point != 0x2028
                            && point != 0x2029;
                    if (point >= 0xD800 && point <= 0xDFFF) {
                        out.append('\uFFFD');
                    } else if (shown) {
                        out.appendCodePoint(point);
                    } else {
                        out.append(point > 0xFFFF ? "\\U%08X".formatted(point) : "\\u%04X".formatted(point));
                    }
                }
            }
        });
        return out.append('"').toString();
    }
}
