package dev.factotum.cli;

import dev.factotum.problem.CommandCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.problem.VaultCode;
import dev.factotum.vault.Vault;
import dev.factotum.world.FileFacts;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** One run of one command: where it writes, which vault it means, whether it may ask. */
final class Session {
    private static final int MOST_PARENTS = 128;

    private final Surroundings surroundings;
    private final Options options;
    private final Out out;
    private final Optional<String> command;
    private @Nullable World world;
    private @Nullable Logbook logbook;
    private OptionalLong end = OptionalLong.empty();

    /** Of a command that leaves no trace in the program's own log. */
    Session(Surroundings surroundings, Options options) {
        this(surroundings, options, Optional.empty());
    }

    /** @param command as the log names it, {@code agent run} */
    Session(Surroundings surroundings, Options options, String command) {
        this(surroundings, options, Optional.of(command));
    }

    private Session(Surroundings surroundings, Options options, Optional<String> command) {
        this.surroundings = surroundings;
        this.options = options;
        this.command = command;
        this.out = new Out(
                surroundings.terminal(),
                options.json,
                options.quiet,
                options.verbose,
                problem -> logbook().ifPresent(log -> log.problem(problem)));
    }

    /** The program's own log of the vault that this command opened; empty where it opened none yet. */
    Optional<Logbook> logbook() {
        return Optional.ofNullable(logbook);
    }

    /** From here on what happens is logged in this vault; the first vault of a command is the one. */
    Vault opened(Vault vault) {
        if (logbook == null && command.isPresent()) {
            logbook = Logbook.open(vault, environment(), command.get());
        }
        return vault;
    }

    Out out() {
        return out;
    }

    World world() {
        if (world == null) {
            world = surroundings.world().get();
        }
        return world;
    }

    /** The absolute folder the command was started in; paths that people type start here. */
    Path here() {
        return surroundings.here();
    }

    /** What a person types to start this program: {@code agent}, or the launcher's path where that is not found. */
    String command() {
        return surroundings.launcher().isEmpty()
                ? "agent"
                : Init.quoted(Path.of("/nowhere"), Path.of(surroundings.launcher()));
    }

    /** How to get by with {@code agent} alone; empty where that works already. */
    Optional<String> shorter() {
        return surroundings.launcher().isEmpty()
                ? Optional.empty()
                : Optional.of("mkdir -p ~/.local/bin && ln -s "
                        + Init.quoted(Path.of("/nowhere"), Path.of(surroundings.launcher()))
                        + " ~/.local/bin/agent      "
                        + Style.DIM.of("from then on agent alone is enough"));
    }

    /** The environment's name, from {@code --env} or AGENT_ENV. */
    Optional<String> environment() {
        return Optional.ofNullable(options.environment).or(() -> variable("AGENT_ENV"));
    }

    /** True where the person said which vault they mean. */
    boolean named() {
        return options.vault != null || variable("AGENT_VAULT").isPresent();
    }

    /** The vault that is meant; throws E-VAULT-01 where there is none. */
    Vault vault() throws IOException {
        Optional<String> named = Optional.ofNullable(options.vault).or(() -> variable("AGENT_VAULT"));
        if (named.isPresent()) {
            return opened(Vault.open(world(), here().resolve(named.get()).normalize()));
        }
        Path root = above(here())
                .orElseThrow(() -> new ProblemException(new Problem(
                        VaultCode.NOT_A_VAULT,
                        "There is no vault here.",
                        here().toString(),
                        "neither this folder nor one above it holds .agent/vault.json",
                        VaultCode.NOT_A_VAULT.remedy())));
        return opened(Vault.open(world(), root));
    }

    /** From now on Ctrl-C waits for the operation at hand; pass it to whatever loops. */
    Interrupt interrupt() {
        surroundings.interrupt().arm();
        return surroundings.interrupt();
    }

    /** Runs once the person asks to stop. */
    void onInterrupt(Runnable stop) {
        surroundings.interrupt().onRequest(stop);
    }

    /** True once the person asked to stop, or the time that they gave is over. */
    boolean interrupted() {
        return surroundings.interrupt().getAsBoolean() || timeUp();
    }

    /** From now on this long: then the operation at hand is finished and nothing more begun. */
    void within(Duration most) {
        end = OptionalLong.of(world().clock().nanos() + most.toNanos());
    }

    /** True once the time that was given is over. */
    boolean timeUp() {
        return end.isPresent() && world().clock().nanos() - end.getAsLong() >= 0;
    }

    /** True where a person sits at the terminal and may be asked. */
    boolean interactive() {
        return !options.noInput
                && !options.json
                && out.traits().input()
                && out.traits().errors().terminal();
    }

    /**
     * Asks for one line. Throws E-COMMAND-05 where nobody may be asked, and empty where the person ended the input.
     *
     * @param instead how to say it on the command line
     */
    Optional<String> ask(String question, String instead) throws IOException {
        refuseUnasked(question, instead);
        surroundings.terminal().errors(question + " ");
        return surroundings.terminal().line();
    }

    /** As {@link #ask}, and what is typed is not seen. Ctrl-C ends the command. */
    Optional<String> askHidden(String question, String instead) throws IOException, InterruptedException {
        refuseUnasked(question, instead);
        try (Keys keys = keys()) {
            surroundings.terminal().errors(question + " ");
            Optional<String> line = keys.hidden();
            surroundings.terminal().errors("\n");
            if (line.filter(typed -> typed.endsWith(Character.toString(Keys.INTERRUPT)))
                    .isPresent()) {
                throw new InterruptedException();
            }
            return line;
        }
    }

    /** The next line of standard input, whoever typed it. */
    Optional<String> typedLine() throws IOException {
        return surroundings.terminal().line();
    }

    private void refuseUnasked(String question, String instead) {
        if (!interactive()) {
            throw new ProblemException(new Problem(
                    CommandCode.NEEDS_INPUT,
                    "An answer is needed: " + question,
                    "",
                    options.noInput ? "--no-input forbids asking" : "no person sits at this terminal",
                    instead));
        }
    }

    /** Opens the terminal for single keys. */
    Keys keys() throws IOException {
        return surroundings.hands().keys().open(surroundings.terminal().typed());
    }

    /** The person's own editor. */
    Editor editor() {
        return new Editor(surroundings.environment(), surroundings.hands().programs());
    }

    /** Text on the person's screen that ends without a line break: what they type stands behind it. */
    void prompt(String text) {
        surroundings.terminal().errors(text);
    }

    /** All of stdin, for {@code -} as a file name; throws where it is longer than {@code limit} bytes. */
    byte[] standardInput(int limit) throws IOException {
        byte[] all = surroundings.terminal().all(limit);
        if (all.length > limit) {
            throw new ProblemException(new Problem(
                    CommandCode.USAGE,
                    "The input is too long.",
                    "standard input",
                    "at most " + limit + " bytes are taken",
                    "Give a shorter input, or a file."));
        }
        return all;
    }

    /** The two pipes of a command that speaks a protocol over them. */
    Terminal pipes() {
        return surroundings.terminal();
    }

    /** The parser with every command in it, for completion. */
    CommandLine everyCommand() {
        return Agent.everything(surroundings);
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(surroundings.environment().get(name)).filter(value -> !value.isBlank());
    }

    private Optional<Path> above(Path start) throws IOException {
        Path folder = start;
        for (int parents = 0; folder != null && parents < MOST_PARENTS; parents++) {
            Optional<FileFacts> hidden = world().disk().facts(folder.resolve(".agent"));
            if (hidden.map(FileFacts::kind)
                    .filter(FileFacts.Kind.FOLDER::equals)
                    .isPresent()) {
                return Optional.of(folder);
            }
            folder = folder.getParent();
        }
        return Optional.empty();
    }
}
