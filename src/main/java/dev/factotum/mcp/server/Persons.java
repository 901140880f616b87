package dev.factotum.mcp.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.config.Settings;
import dev.factotum.config.Settings.AgentSettings;
import dev.factotum.markdown.Properties;
import dev.factotum.mcp.protocol.PromptInfo;
import dev.factotum.mcp.protocol.RpcError;
import dev.factotum.mcp.protocol.StrictJson;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The prompts: the vault's agents, each with its instructions. */
final class Persons {
    private static final String FOLDER = "Agents";

    private final Supplier<Settings> settings;
    private final Shelf shelf;

    Persons(Supplier<Settings> settings, Shelf shelf) {
        this.settings = settings;
        this.shelf = shelf;
    }

    ArrayNode list() {
        ArrayNode list = StrictJson.object().putArray("prompts");
        for (AgentSettings agent : settings.get().agents()) {
            list.add(new PromptInfo(agent.name(), agent.role(), List.of()).json());
        }
        return list;
    }

    ObjectNode get(String name) throws IOException, Caller.Refused {
        Optional<AgentSettings> agent = settings.get().agents().stream()
                .filter(one -> one.name().equals(name))
                .findFirst();
        Optional<String> note = agent.isEmpty() ? Optional.empty() : shelf.note(FOLDER, name + ".md");
        if (note.isEmpty()) {
            throw new Caller.Refused(RpcError.INVALID_PARAMS, "There is no prompt of this name.");
        }
        String body = note.get().substring(Properties.of(note.get()).end()).strip();
        ObjectNode answer = StrictJson.object().put("description", agent.get().role());
        answer.putArray("messages")
                .addObject()
                .put("role", "user")
                .putObject("content")
                .put("type", "text")
                .put("text", body);
        return answer;
    }
}
