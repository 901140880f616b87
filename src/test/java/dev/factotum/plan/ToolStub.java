package dev.factotum.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.tool.Account;
import dev.factotum.tool.ArgumentFault;
import dev.factotum.tool.AttachedFile;
import dev.factotum.tool.Call;
import dev.factotum.tool.Conversation;
import dev.factotum.tool.Deed;
import dev.factotum.tool.Effect;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.Schema;
import dev.factotum.tool.Tool;
import dev.factotum.tool.ToolId;
import java.util.List;
import java.util.Optional;

/** A tool with the schemas given; it refuses a `text` that says no, and fills in `to` from the conversation. */
record ToolStub(ToolId id, int version, Schema arguments, Schema outputs) implements Tool {
    static ToolStub of(String id, String arguments, String outputs) {
        return new ToolStub(new ToolId(id), 2, schema(arguments), schema(outputs));
    }

    static Schema schema(String json) {
        try {
            return new Schema((ObjectNode) new ObjectMapper().readTree(json.replace('\'', '"')));
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(json, broken);
        }
    }

    @Override
    public String description() {
        return "A stub.";
    }

    @Override
    public Effect effect() {
        return new Effect.Unverifiable();
    }

    @Override
    public boolean outward() {
        return true;
    }

    @Override
    public ObjectNode complete(ObjectNode arguments, Conversation conversation) {
        ObjectNode completed = arguments.deepCopy();
        if (!completed.has("to") && arguments().json().path("properties").has("to")) {
            conversation.from().ifPresent(from -> completed.putArray("to").add(from));
        }
        return completed;
    }

    @Override
    public List<ArgumentFault> check(ObjectNode arguments, List<AttachedFile> files, Account account) {
        return arguments.path("text").asText().equals("no")
                ? List.of(new ArgumentFault("text", "says no", "Say yes."))
                : List.of();
    }

    @Override
    public Deed deed(ObjectNode arguments, Account account) {
        return new Deed("does", "thing", "things", "", List.of(), Optional.empty(), false);
    }

    @Override
    public Outcome call(Call call) {
        throw new UnsupportedOperationException(call.key());
    }
}
