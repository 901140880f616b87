package dev.factotum.channel.vault;

import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.channel.sandbox.Faults;
import dev.factotum.tool.ArgumentFault;
import dev.factotum.tool.Call;
import dev.factotum.tool.Deed;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.Schema;
import dev.factotum.tool.SchemaBuilder;
import dev.factotum.tool.ToolError;
import dev.factotum.vault.Names;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code house.habit}: adds one line to the instructions of an agent, or of a client's own page. */
final class HabitTool extends OwnTool {
    private final Vault vault;
    private final Ground ground;

    HabitTool(Vault vault) {
        super("house.habit", "Adds one line to what an agent is told, for all clients or for one.");
        this.vault = vault;
        this.ground = new Ground(vault);
    }

    @Override
    public boolean governs() {
        return true;
    }

    @Override
    public Schema arguments() {
        return new SchemaBuilder()
                .string("agent", "The agent, by the name of its file; left out where a client is named.")
                .string("client", "The client whose page gets the line instead.")
                .string("line", "What to do from then on.")
                .required("line")
                .build();
    }

    @Override
    public Schema outputs() {
        return new SchemaBuilder()
                .string("path", "The note it stands in.")
                .string("sha256", "What it holds afterwards.")
                .build();
    }

    @Override
    List<ArgumentFault> check(Arguments arguments) {
        Faults faults = new Faults();
        Written.line("line", arguments, faults);
        if (arguments.text("line").isBlank()) {
            faults.add("line", "is empty", "Write what to do from then on.");
        }
        Written.client(arguments, ground, faults);
        String agent = arguments.text("agent").strip();
        boolean client = !arguments.text("client").isBlank();
        if (agent.isEmpty() != client) {
            faults.add("agent", "or `client` must be named, and not both", "Leave one of them out.");
        } else if (!client && (!Names.stem(agent).equals(agent) || agent.startsWith("."))) {
            faults.add("agent", "names no note in Agents", "Look how the agent's file is written.");
        }
        return faults.list();
    }

    private static String path(Arguments arguments) {
        String client = arguments.text("client").strip();
        return client.isEmpty()
                ? "Agents/" + arguments.text("agent").strip() + ".md"
                : "Clients/" + client + "/Client.md";
    }

    @Override
    Deed deed(Arguments arguments) {
        return new Deed("adds", "line", "lines", "to " + path(arguments), List.of(), Optional.empty(), false);
    }

    @Override
    Outcome act(Arguments arguments, Call call) throws IOException {
        String path = path(arguments);
        Path note = vault.root().resolve(path);
        Optional<String> obstacle = ground.obstacle(note);
        if (obstacle.isPresent()) {
            return failed(new ToolError.Permission(obstacle.get()));
        }
        if (vault.world().disk().facts(note).isEmpty()) {
            return failed(new ToolError.NotFound("there is no note " + path));
        }
        byte[] line = ("- " + arguments.text("line").strip() + "\n").getBytes(StandardCharsets.UTF_8);
        return new Appending(vault).append(path, note, line, call.key());
    }
}
