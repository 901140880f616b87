package dev.factotum.cli;

import dev.factotum.problem.CommandCode;
import dev.factotum.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A command line that was not understood, in four parts: the message, what was typed, what is taken, where help is. */
final class WrongUse implements IParameterExceptionHandler {
    private static final int SUGGESTIONS = 3;

    /** What other programs call it. */
    private static final Map<String, String> ALSO = Map.of("--reason", "--why", "--force", "--yes");

    private final Terminal terminal;

    WrongUse(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) {
        CommandLine line = wrong.getCommandLine();
        CommandLine.Help usage = line.getHelp();
        List<String> meant = meant(wrong);
        boolean command = noCommand(wrong);
        String takes = String.join(
                " ", usage.synopsis(usage.synopsisHeadingLength()).strip().split("\\s+"));
        Problem problem = new Problem(
                CommandCode.USAGE,
                message(wrong),
                "agent " + String.join(" ", arguments),
                command ? "there are " + String.join(", ", Subcommands.names()) : "it is used as: " + takes,
                (meant.isEmpty() ? "" : "Did you mean " + String.join(", ", meant) + "? ") + "See '"
                        + line.getCommandSpec().qualifiedName() + " --help'.");
        terminal.errors(
                List.of(arguments).contains("--json")
                        ? ErrorText.json(new Out(terminal, true, false, false), problem)
                        : ErrorText.of(problem, terminal.traits().errorWidth()));
        return CommandCode.USAGE.exit().value();
    }

    private static boolean noCommand(ParameterException wrong) {
        return wrong instanceof UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()
                && wrong.getCommandLine().getParent() == null;
    }

    /** Names that are a slip away. */
    private static List<String> meant(ParameterException wrong) {
        if (!(wrong instanceof UnmatchedArgumentException unmatched)) {
            return List.of();
        }
        String typed = unmatched.getUnmatched().getFirst();
        if (noCommand(wrong)) {
            return near(typed, Subcommands.names());
        }
        if (!unmatched.isUnknownOption()) {
            return List.of();
        }
        String name = typed.replaceFirst("=.*", "");
        Collection<String> options =
                wrong.getCommandLine().getCommandSpec().optionsMap().keySet();
        String other = ALSO.getOrDefault(name, "");
        return options.contains(other) ? List.of(other) : near(name, options);
    }

    private static List<String> near(String typed, Collection<String> names) {
        List<String> near = new ArrayList<>();
        for (String name : names) {
            if (name.length() > 2 && distance(typed, name) <= Math.max(1, name.length() / 3)) {
                near.add(name);
            }
        }
        near.sort(java.util.Comparator.comparingInt(name -> distance(typed, name)));
        return near.stream().limit(SUGGESTIONS).toList();
    }

    /** Letters to put in, take out, change, or swap with the next. */
    private static int distance(String one, String other) {
        int[][] table = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    table[i][j] = i + j;
                    continue;
                }
                boolean same = one.charAt(i - 1) == other.charAt(j - 1);
                int least = Math.min(table[i - 1][j], table[i][j - 1]) + 1;
                least = Math.min(least, table[i - 1][j - 1] + (same ? 0 : 1));
                boolean swapped = i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1);
                table[i][j] = swapped ? Math.min(least, table[i - 2][j - 2] + 1) : least;
            }
        }
        return table[one.length()][other.length()];
    }

    private static String message(ParameterException wrong) {
        if (noCommand(wrong) && wrong instanceof UnmatchedArgumentException unmatched) {
            return "There is no command '" + unmatched.getUnmatched().getFirst() + "'.";
        }
        if (wrong instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            String words = unmatched.getUnmatched().stream()
                    .map(word -> "'" + word + "'")
                    .collect(Collectors.joining(", "));
            return "Not expected here: " + words + ".";
        }
        return String.valueOf(wrong.getMessage());
    }
}
