package dev.factotum.cli;

import dev.factotum.problem.ExitCode;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * A subcommand: it parses, makes one call, prints, and answers an exit code. What goes wrong is thrown, not printed:
 * {@link #call} shows every failure in the same four parts and turns it into its exit code.
 *
 * {@snippet :
 * @Command(name = "pause", description = "Stop new outward steps at once.")
 * final class Pause extends AgentCommand {
 *     @Parameters(arity = "0..1", paramLabel = "WHY", description = "Shown to everybody who looks.")
 *     String why = "";
 *
 *     @Override
 *     protected ExitCode run(Session session) throws IOException {
 *         PauseFile.write(session.vault(), why);
 *         if (session.out().json()) {
 *             session.out().print(session.out().object("pause").put("why", why));
 *         } else {
 *             session.out().print("Paused. " + Style.DIM.of("agent resume lets steps go again."));
 *         }
 *         return ExitCode.DONE;
 *     }
 * }
 * }
 *
 * <p>One line in {@link Subcommands} makes it known. The options of {@link Options} come by themselves: read them
 * through the {@link Session}.
 */
abstract class AgentCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** Does the work. Whatever it throws is shown by {@link #call}. */
    protected abstract ExitCode run(Session session) throws IOException, InterruptedException;

    /** What to throw where the command line is wrong in a way that only the command can see. */
    protected final ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** Runs, shows what went wrong, and answers the exit code. */
    @Override
    public final Integer call() {
        Agent agent = (Agent) spec.root().userObject();
        return agent.perform(spec.qualifiedName(), this);
    }
}
