package dev.factotum.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes, before or behind its name. */
final class Options {
    @Option(
            names = "--vault",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The vault (else AGENT_VAULT, else this folder or one above it).")
    @Nullable
    String vault;

    @Option(
            names = "--env",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "Read agent.NAME.yaml over agent.yaml (else AGENT_ENV).")
    @Nullable
    String environment;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print JSON for programs.")
    boolean json;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "Print results and problems only.")
    boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Print details on the way.")
    boolean verbose;

    @Option(names = "--no-input", scope = ScopeType.INHERIT, description = "Never ask; fail where an answer is needed.")
    boolean noInput;
}
