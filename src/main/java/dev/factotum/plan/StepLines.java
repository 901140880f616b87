package dev.factotum.plan;

import com.google.re2j.Pattern;
import dev.factotum.markdown.Block;
import dev.factotum.markdown.Lines;
import dev.factotum.problem.PlanCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The lines of one {@code step} fence, read to the letter: {@code key: value} split at the first colon and trimmed of
 * blanks and CR, {@code key:} with {@code - item} lines below it, empty lines, {@code //} lines.
 */
final class StepLines {
    static final Set<String> RESERVED = Set.of("id", "skill", "account", "needs", "on_fail", "not_before");

    private static final Pattern KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");
    /** How YAML begins a text of several lines; here it would be the text itself. */
    private static final Pattern BLOCK = Pattern.compile("[|>][+-]?[0-9]?[+-]?");

    private static final String PREFIX = "arg.";

    private final Map<String, Entry> reserved = new LinkedHashMap<>();
    private final Map<String, Entry> arguments = new LinkedHashMap<>();
    private final List<PlanFault> faults = new ArrayList<>();
    private Optional<Entry> open = Optional.empty();
    private Optional<Entry> before = Optional.empty();

    private StepLines() {}

    /**
     * What stands at one key.
     *
     * @param items empty where no {@code - item} line follows
     * @param line in the file, from 1
     */
    record Entry(String key, String value, List<String> items, int line) {
        Argument.Form form() {
            return items.isEmpty() ? new Argument.Form.Line(value) : new Argument.Form.Items(items);
        }

        /** The one value; list items stand side by side. */
        List<String> values() {
            if (!items.isEmpty()) {
                return List.copyOf(items);
            }
            List<String> parts = new ArrayList<>();
            for (String part : value.isEmpty() ? new String[0] : value.split(",", -1)) {
                parts.add(trimmed(part));
            }
            return parts;
        }
    }

    static StepLines read(String source, Lines lines, Block.Fence fence) {
        StepLines read = new StepLines();
        for (Block.Span span : fence.lines()) {
            read.line(trimmed(span.of(source)), lines.at(span.start()) + 1);
        }
        return read;
    }

    /** Reserved keys as written. */
    Optional<Entry> reserved(String key) {
        return Optional.ofNullable(reserved.get(key));
    }

    /** All other keys, in the order written, without the prefix for reserved names. */
    List<Entry> arguments() {
        return List.copyOf(arguments.values());
    }

    /** Faults without a step. */
    List<PlanFault> faults() {
        return faults;
    }

    /** True where an argument of this name can stand on a line of its own. */
    static boolean isKey(String name) {
        return KEY.matches(name);
    }

    private void line(String line, int number) {
        if (line.isEmpty() || line.startsWith("//")) {
            return;
        }
        if (open.isPresent() && (line.startsWith("- ") || line.startsWith("-\t") || line.equals("-"))) {
            open.get().items().add(trimmed(line.substring(1)));
            return;
        }
        open = Optional.empty();
        int colon = line.indexOf(':');
        String key = colon < 0 ? "" : trimmed(line.substring(0, colon));
        if (!KEY.matches(key)) {
            noKey(line, number);
            return;
        }
        String value = trimmed(line.substring(colon + 1));
        Entry entry = new Entry(argument(key), value, new ArrayList<>(), number);
        Map<String, Entry> into = RESERVED.contains(key) ? reserved : arguments;
        before = Optional.of(entry);
        if (into.putIfAbsent(entry.key(), entry) != null) {
            fault(PlanCode.REPEATED, number, "`" + key + "` stands here a second time.", "Take one of the two out.");
        }
        if (value.isEmpty()) {
            open = Optional.of(entry);
        }
    }

    private static String argument(String key) {
        return key.startsWith(PREFIX) && RESERVED.contains(key.substring(PREFIX.length()))
                ? key.substring(PREFIX.length())
                : key;
    }

    private void noKey(String line, int number) {
        String shown = line.length() <= 60 ? line : line.substring(0, 60) + "…";
        if (line.startsWith("```") || line.startsWith("~~~")) {
            fault(
                    PlanCode.FENCE,
                    number,
                    "The `step` fence is not closed before the next one starts.",
                    "Write a line ``` below its last line.");
        } else if (line.startsWith("-")) {
            fault(
                    PlanCode.LINE,
                    number,
                    "“" + shown + "” is a list item without a key above it.",
                    "Write the key alone on the line above, such as `cc:`.");
        } else {
            Optional<Entry> block = before.filter(entry -> BLOCK.matches(entry.value()));
            fault(
                    PlanCode.LINE,
                    number,
                    "“" + shown + "” has no key.",
                    block.isPresent()
                            ? "Long text stands in a block of its own below the step: a line ```text "
                                    + block.get().key()
                                    + ", the words, a line ```. Take the line `"
                                    + block.get().key() + ": "
                                    + block.get().value() + "` out."
                            : line.indexOf('：') >= 0
                                    ? "Write the plain colon : behind the key."
                                    : "Write it as `key: value`, or start it with // to keep it as a note.");
        }
    }

    private void fault(PlanCode code, int line, String reason, String hint) {
        faults.add(new PlanFault(code, Optional.empty(), line, reason, hint));
    }

    /** Without space, tab and CR at either end; every other char stays. */
    static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && blank(text.charAt(start))) {
            start++;
        }
        while (end > start && blank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean blank(char c) {
        return c == ' ' || c == '\t' || c == '\r';
    }
}
