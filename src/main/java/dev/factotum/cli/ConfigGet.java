package dev.factotum.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.config.Origins;
import dev.factotum.config.SettingsFile;
import dev.factotum.markdown.Escape;
import dev.factotum.problem.ConfigCode;
import dev.factotum.problem.ExitCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "get", description = "Print settings as they hold, each with the place it came from.")
final class ConfigGet extends AgentCommand {
    @Parameters(arity = "0..1", paramLabel = "KEY", description = "Such as approval.grace; everything without one.")
    private String key = "";

    @Override
    protected ExitCode run(Session session) throws IOException {
        Vault vault = session.vault();
        SettingsFile file = new SettingsFile(vault.world(), vault.root());
        Optional<Problem> missing = file.missing(session.environment());
        if (missing.isPresent()) {
            throw new ProblemException(missing.get());
        }
        Origins origins = file.origins(session.environment());
        List<Origins.Value> values = origins.of(key);
        if (values.isEmpty()) {
            throw new ProblemException(new Problem(
                    ConfigCode.UNKNOWN_KEY,
                    "Nothing is set under " + key + ".",
                    "agent.yaml",
                    "neither the files nor the variables set it, and it has no default",
                    "See agent config get for all settings, agent config schema agent for all keys."));
        }
        Out out = session.out();
        if (out.json()) {
            ObjectNode object = out.object("config");
            ArrayNode array = object.putArray("values");
            values.forEach(value -> array.addObject()
                    .put("key", value.key())
                    .put("value", value.shown())
                    .put("source", value.source()));
            out.print(object);
            return ExitCode.DONE;
        }
        for (Origins.Value value : values) {
            String shown = Escape.terminal(value.key() + " = " + value.shown()).replace('\n', ' ');
            out.print(shown + "  " + Style.DIM.of(Escape.terminal(value.source())));
        }
        return ExitCode.DONE;
    }
}
