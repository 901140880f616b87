package dev.factotum.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.config.Settings;
import dev.factotum.config.SettingsFile;
import dev.factotum.problem.ConfigCode;
import dev.factotum.problem.ExitCode;
import dev.factotum.problem.Problem;
import dev.factotum.rule.RuleBook;
import dev.factotum.tool.Toolbox;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;

@Command(
        name = "validate",
        description = "Check agent.yaml, clients, agents, contacts and rules, and name every problem.")
final class ConfigValidate extends AgentCommand {
    @Override
    protected ExitCode run(Session session) throws IOException {
        Vault vault = session.vault();
        List<Problem> problems = problems(session, vault);
        long faults = problems.stream().filter(ConfigValidate::isFault).count();
        Out out = session.out();
        if (out.json()) {
            ObjectNode object = out.object("validate").put("ok", faults == 0);
            ArrayNode array = object.putArray("problems");
            problems.forEach(problem -> array.addObject()
                    .put("code", problem.code().id())
                    .put("fault", isFault(problem))
                    .put("what", problem.what())
                    .put("where", problem.where())
                    .put("why", problem.why())
                    .put("next", problem.next()));
            out.print(object);
        } else {
            problems.forEach(out::problem);
            out.print(
                    problems.isEmpty()
                            ? Style.GREEN.of("✓") + " Settings, clients, agents, contacts and rules are all well."
                            : faults + (faults == 1 ? " problem, " : " problems, ") + (problems.size() - faults)
                                    + " to note.");
        }
        return faults == 0 ? ExitCode.DONE : ExitCode.USAGE;
    }

    /** A key that nothing reads changes nothing: it is worth a word and no more. */
    static boolean isFault(Problem problem) {
        return problem.code() != ConfigCode.UNKNOWN_KEY;
    }

    /** Models of providers that nobody knows; nothing is asked. */
    private static List<Problem> models(Session session, Vault vault, Settings settings) {
        Mind mind =
                new Mind(vault, () -> settings, secret -> {}, problem -> {}, session::interrupted, Optional.empty());
        List<Problem> problems = new ArrayList<>();
        OnlineChecks.models(settings)
                .forEach((model, where) -> mind.wrong(model)
                        .map(problem -> new Problem(
                                problem.code(),
                                problem.what(),
                                where,
                                "it names " + model + "; " + problem.where() + ": " + problem.why(),
                                problem.next()))
                        .ifPresent(problems::add));
        return problems;
    }

    static List<Problem> problems(Session session, Vault vault) throws IOException {
        List<Problem> problems = new ArrayList<>();
        switch (new SettingsFile(vault.world(), vault.root()).load(session.environment())) {
            case SettingsFile.Loaded.Bad(List<Problem> faults) -> problems.addAll(faults);
            case SettingsFile.Loaded.Good(Settings settings, List<Problem> warnings) -> {
                problems.addAll(warnings);
                problems.addAll(models(session, vault, settings));
            }
        }
        try (Tooling tooling = Tooling.of(vault)) {
            Toolbox toolbox = tooling.toolbox(Zone.of(session, vault));
            problems.addAll(new RuleBook(vault.world().disk(), vault.root().resolve("Rules"), toolbox).check());
        }
        return problems;
    }
}
