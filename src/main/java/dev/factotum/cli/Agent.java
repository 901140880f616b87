package dev.factotum.cli;

import dev.factotum.problem.ExitCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The command {@code agent}: finds the subcommand that is meant, runs it, and ends with a code. */
@Command(
        name = "agent",
        description = "An AI employee that lives in a folder: drop files in, read its plans, approve them.",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false,
        sortSynopsis = false,
        abbreviateSynopsis = true,
        synopsisHeading = "Usage: ",
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%nArguments:%n",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n")
final class Agent {
    /** Picocli refuses to lay out help in less. */
    private static final int LEAST_HELP = 55;

    private static final int WIDEST_HELP = 100;

    @Mixin
    private final Options options = new Options();

    private final Surroundings surroundings;

    Agent(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Runs one command line and answers the exit code; never throws. */
    static int run(String[] arguments, Surroundings surroundings) {
        Agent agent = new Agent(surroundings);
        int exit;
        try {
            Arguments read = Arguments.of(arguments);
            exit = agent.line(read.command()).execute(read.array());
        } catch (RuntimeException | Error fault) {
            exit = agent.fault(new Session(surroundings, agent.options), "agent", fault);
        }
        return finish(surroundings.terminal(), exit);
    }

    /** The parser with every subcommand. */
    static CommandLine everything(Surroundings surroundings) {
        return new Agent(surroundings).line(Optional.empty());
    }

    /** Runs one subcommand: every failure becomes a message and an exit code here. */
    int perform(String name, AgentCommand command) {
        Session session = new Session(surroundings, options, name);
        int exit = ExitCode.USAGE.value();
        try {
            exit = attempt(name, command, session);
            return exit;
        } finally {
            end(session, exit);
        }
    }

    private int attempt(String name, AgentCommand command, Session session) {
        try {
            int exit = command.run(session).value();
            return surroundings.interrupt().exitCode().orElse(exit);
        } catch (ParameterException wrongUse) {
            throw wrongUse;
        } catch (ProblemException e) {
            return failed(session, e.problem());
        } catch (IOException e) {
            return failed(session, Failures.disk(e));
        } catch (UncheckedIOException e) {
            return failed(session, Failures.disk(Failures.cause(e)));
        } catch (InterruptedException e) {
            return surroundings.interrupt().exitCode().orElse(Interrupt.CTRL_C);
        } catch (RuntimeException | Error fault) {
            session.logbook().ifPresent(log -> log.fault(fault));
            return fault(session, name, fault);
        }
    }

    /**
     * A log that cannot be written is said once, at the end, and changes no exit code; where the disk refused the command
     * itself, that was said already.
     */
    private static void end(Session session, int exit) {
        session.logbook().ifPresent(log -> {
            log.end(exit);
            if (!session.out().quiet() && exit != ExitCode.DISK.value()) {
                log.trouble().ifPresent(session.out()::warn);
            }
        });
    }

    private static int failed(Session session, Problem problem) {
        session.out().problem(problem);
        return problem.code().exit().value();
    }

    private int fault(Session session, String name, Throwable fault) {
        int exit = failed(session, Failures.fault(name, fault));
        if (!options.json) {
            surroundings.terminal().errors(Failures.report(fault, options.verbose));
        }
        return exit;
    }

    private CommandLine line(Optional<String> wanted) {
        CommandLine line = new CommandLine(this);
        List<String> names =
                wanted.filter(Subcommands.names()::contains).map(List::of).orElse(Subcommands.names());
        for (String name : names) {
            Subcommands.make(name).ifPresent(command -> line.addSubcommand(name, command));
        }
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, new CommandGroups());
        describeExits(line);
        return line.setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setUsageHelpWidth(Math.clamp(surroundings.terminal().traits().columns(), LEAST_HELP, WIDEST_HELP))
                .setOut(surroundings.terminal().outputWriter())
                .setErr(surroundings.terminal().errorWriter())
                .setParameterExceptionHandler(new WrongUse(surroundings.terminal()));
    }

    private static void describeExits(CommandLine line) {
        Map<String, String> exits = new LinkedHashMap<>();
        for (ExitCode exit : ExitCode.values()) {
            exits.put("  " + exit.value(), exit.meaning());
        }
        exits.put("130", "stopped by Ctrl-C; 143 by the system");
        line.getCommandSpec().usageMessage().exitCodeList(exits);
        line.getSubcommands().values().forEach(Agent::describeExits);
    }

    private static int finish(Terminal terminal, int exit) {
        terminal.flush();
        Optional<Problem> unwritten = terminal.failure().map(Failures::output);
        unwritten.ifPresent(problem ->
                terminal.errors(ErrorText.of(problem, terminal.traits().errorWidth())));
        return exit != 0
                ? exit
                : unwritten.map(problem -> problem.code().exit().value()).orElse(0);
    }
}
