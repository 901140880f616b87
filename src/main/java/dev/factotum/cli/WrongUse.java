package dev.factotum.cli;

import dev.factotum.problem.CommandCode;
import dev.factotum.problem.Problem;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A command line that was not understood: the message, what may have been meant, the synopsis, where help is. */
final class WrongUse implements IParameterExceptionHandler {
    private static final int SUGGESTIONS = 3;

    private final Terminal terminal;

    WrongUse(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) {
        CommandLine line = wrong.getCommandLine();
        String help = "See '" + line.getCommandSpec().qualifiedName() + " --help'.";
        List<String> meant = wrong instanceof UnmatchedArgumentException unmatched
                ? unmatched.getSuggestions().stream().limit(SUGGESTIONS).toList()
                : List.of();
        String suggestion = meant.isEmpty() ? "" : "Did you mean " + String.join(", ", meant) + "?";
        if (List.of(arguments).contains("--json")) {
            Problem problem =
                    new Problem(CommandCode.USAGE, message(wrong), String.join(" ", arguments), suggestion, help);
            terminal.errors(ErrorText.json(new Out(terminal, true, false, false), problem));
        } else {
            CommandLine.Help usage = line.getHelp();
            terminal.errors(Style.RED.of("agent:") + " " + message(wrong) + "\n"
                    + (suggestion.isEmpty() ? "" : suggestion + "\n")
                    + usage.synopsisHeading()
                    + usage.synopsis(usage.synopsisHeadingLength())
                    + help + "\n");
        }
        return CommandCode.USAGE.exit().value();
    }

    private static String message(ParameterException wrong) {
        if (wrong instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            String words = unmatched.getUnmatched().stream()
                    .map(word -> "'" + word + "'")
                    .collect(Collectors.joining(", "));
            return wrong.getCommandLine().getParent() == null
                    ? "There is no command " + words + "."
                    : "Not expected here: " + words + ".";
        }
        return String.valueOf(wrong.getMessage());
    }
}
