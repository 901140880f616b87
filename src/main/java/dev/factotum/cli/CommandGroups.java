package dev.factotum.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;

/** The list of commands in {@code agent --help}: the daily ones first, the rest under <em>More</em>. */
final class CommandGroups implements IHelpSectionRenderer {
    @Override
    public String render(Help help) {
        Map<String, CommandLine> known = help.commandSpec().subcommands();
        int names = known.keySet().stream().mapToInt(String::length).max().orElse(0);
        int width = help.commandSpec().usageMessage().width();
        return group(known, Subcommands.DAILY, names, width)
                + "\nMore:\n"
                + group(known, Subcommands.MORE, names, width);
    }

    private static String group(Map<String, CommandLine> known, List<String> names, int longest, int width) {
        StringBuilder lines = new StringBuilder();
        for (String name : names) {
            CommandLine command = known.get(name);
            if (command != null) {
                String[] text = command.getCommandSpec().usageMessage().description();
                String start = "  " + name + " ".repeat(longest - name.length() + 2);
                Wrapped.lines(text.length == 0 ? "" : text[0], width, start, " ".repeat(start.length()))
                        .forEach(line -> lines.append(line).append('\n'));
            }
        }
        return lines.toString();
    }
}
