package dev.factotum.plan;

import com.google.re2j.Pattern;
import dev.factotum.markdown.Block;
import dev.factotum.markdown.Lines;
import dev.factotum.markdown.Yaml;
import dev.factotum.markdown.YamlValue;
import dev.factotum.problem.PlanCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A {@code text NAME} or {@code yaml NAME} fence below a step. */
final class NameFence {
    static final String SEVERAL = "args";

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

    private final Block.Fence fence;
    private final String[] words;

    private NameFence(Block.Fence fence, String[] words) {
        this.fence = fence;
        this.words = words;
    }

    /** The fence as one that gives an argument; empty where its info string does not start with text or yaml and more. */
    static Optional<NameFence> of(String source, Block.Fence fence) {
        String[] words = fence.info().of(source).split("[ \\t]+", -1);
        boolean named = words.length > 1 && (words[0].equals("text") || words[0].equals("yaml"));
        return named ? Optional.of(new NameFence(fence, words)) : Optional.empty();
    }

    Block.Fence fence() {
        return fence;
    }

    /** True where the info string is exactly one word and one name. */
    boolean wellNamed() {
        return words.length == 2 && NAME.matches(words[1]);
    }

    String info() {
        return String.join(" ", words);
    }

    /** What the fence says; faults carry no step. */
    record Read(List<Argument> arguments, List<PlanFault> faults) {}

    Read read(String source, Lines lines) {
        int line = lines.at(fence.start()) + 1;
        if (!wellNamed()) {
            return bad(
                    PlanCode.FENCE,
                    line,
                    "The fence `" + info() + "` needs one name behind `" + words[0] + "`.",
                    "Write it as `" + words[0] + " body`.");
        }
        String name = words[1].startsWith("arg.") ? words[1].substring(4) : words[1];
        if (name.equals(words[1]) && StepLines.RESERVED.contains(name)) {
            return bad(
                    PlanCode.FENCE,
                    line,
                    "`" + name + "` belongs inside the step and takes no fence.",
                    "Write `" + words[0] + " arg." + name + "` if the tool has an argument of that name.");
        }
        if (!fence.closed()) {
            return bad(
                    PlanCode.FENCE,
                    line,
                    "The fence `" + info() + "` is not closed.",
                    "Write ``` below its last line.");
        }
        Optional<Integer> swallowed = FenceScan.opening(source, lines, fence);
        if (swallowed.isPresent()) {
            return bad(
                    PlanCode.FENCE,
                    line,
                    "The fence `" + info() + "` is not closed: its line " + (swallowed.get() - line)
                            + " starts another one.",
                    "Write ``` below its last line; where the line belongs to the text, open and close with ````.");
        }
        String content = fence.content(source);
        if (words[0].equals("text")) {
            String text = content.isEmpty() ? "" : content.substring(0, content.length() - 1);
            return good(List.of(new Argument(name, new Argument.Form.Text(text), line)));
        }
        return switch (Yaml.read(content)) {
            case Yaml.Read.Bad bad ->
                bad(
                        PlanCode.DATA,
                        line + bad.line(),
                        "The fence `" + info() + "` cannot be read in its line " + bad.line() + ": " + bad.reason()
                                + ".",
                        "Mend that line.");
            case Yaml.Read.Good good -> data(name, good.value(), line);
        };
    }

    private Read data(String name, YamlValue value, int line) {
        if (!name.equals(SEVERAL)) {
            return good(List.of(new Argument(name, new Argument.Form.Data(value), line)));
        }
        if (!(value instanceof YamlValue.Mapping mapping)) {
            return bad(
                    PlanCode.DATA,
                    line,
                    "The fence `yaml args` holds no arguments by name.",
                    "Write lines of the form name: value.");
        }
        List<Argument> several = new ArrayList<>();
        mapping.entries()
                .forEach((key, entry) ->
                        several.add(new Argument(key, new Argument.Form.Data(entry), line + entry.line())));
        return good(several);
    }

    private static Read good(List<Argument> arguments) {
        return new Read(arguments, List.of());
    }

    private static Read bad(PlanCode code, int line, String reason, String hint) {
        return new Read(List.of(), List.of(new PlanFault(code, Optional.empty(), line, reason, hint)));
    }
}
