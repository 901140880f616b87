package dev.factotum.cli;

import java.util.LinkedHashSet;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completions for fish: one {@code complete} line for each command, option and fixed word. */
final class FishScript {
    private final StringBuilder lines = new StringBuilder("# fish completions for agent\ncomplete -c agent -f\n");

    private FishScript() {}

    static String of(CommandLine root) {
        FishScript script = new FishScript();
        script.commands(root, "__fish_use_subcommand");
        script.options(root.getCommandSpec(), "__fish_use_subcommand");
        root.getSubcommands().forEach((name, command) -> {
            String under = "__fish_seen_subcommand_from " + name;
            script.commands(command, under);
            script.options(command.getCommandSpec(), under);
            script.words(command.getCommandSpec(), under);
        });
        return script.lines.toString();
    }

    private void commands(CommandLine parent, String condition) {
        parent.getSubcommands()
                .forEach((name, command) -> line(
                        condition,
                        " -a " + quoted(name),
                        description(command.getCommandSpec().usageMessage().description())));
    }

    private void options(CommandSpec command, String condition) {
        for (OptionSpec option : command.options()) {
            if (option.hidden()) {
                continue;
            }
            StringBuilder names = new StringBuilder();
            for (String name : option.names()) {
                names.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
            }
            boolean value = option.arity().max() > 0;
            boolean file = value && option.completionCandidates() == null;
            line(condition, names + (value ? file ? " -r -F" : " -x" : ""), description(option.description()));
        }
    }

    private void words(CommandSpec command, String condition) {
        Set<String> words = new LinkedHashSet<>();
        command.positionalParameters().forEach(parameter -> {
            Iterable<String> candidates = parameter.completionCandidates();
            if (candidates != null) {
                candidates.forEach(words::add);
            }
        });
        if (words.isEmpty() && !command.positionalParameters().isEmpty()) {
            lines.append("complete -c agent -n ").append(quoted(condition)).append(" -F\n");
        }
        words.forEach(word -> line(condition, " -a " + quoted(word), ""));
    }

    private void line(String condition, String what, String description) {
        lines.append("complete -c agent -n ").append(quoted(condition)).append(what);
        if (!description.isEmpty()) {
            lines.append(" -d ").append(quoted(description));
        }
        lines.append('\n');
    }

    private static String description(String[] lines) {
        return lines.length == 0 ? "" : lines[0];
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
