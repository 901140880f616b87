package dev.factotum.job;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.tool.Account;
import dev.factotum.tool.ArgumentFault;
import dev.factotum.tool.AttachedFile;
import dev.factotum.tool.Call;
import dev.factotum.tool.Deed;
import dev.factotum.tool.Effect;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.Receipt;
import dev.factotum.tool.Schema;
import dev.factotum.tool.Tool;
import dev.factotum.tool.ToolId;
import dev.factotum.tool.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A tool of a provider that remembers what reached it, and answers as the test says. */
final class FakeTool implements Tool {
    private final ToolId id;
    private final Effect effect;
    private final List<String> reached = new ArrayList<>();
    private Function<Call, Outcome> answer = call -> done("receipt");
    private Optional<String> stranger = Optional.empty();
    private int checks;
    private Verification seen = new Verification.NotFound();

    FakeTool(String id, Effect effect) {
        this.id = new ToolId(id);
        this.effect = effect;
    }

    static Outcome done(String receipt) {
        return new Outcome.Done(new Receipt(receipt, false), JsonNodeFactory.instance.objectNode());
    }

    /** One of another server, which says this of itself. */
    static FakeTool saying(String id, String description) {
        FakeTool tool = new FakeTool(id, new Effect.Unverifiable());
        tool.stranger = Optional.of(description);
        return tool;
    }

    /** Texts of the calls that reached the provider, in order. */
    List<String> reached() {
        return List.copyOf(reached);
    }

    void answers(Function<Call, Outcome> how) {
        answer = how;
    }

    /** How often a step was held against the tool. */
    int checks() {
        return checks;
    }

    /** What a look at the provider shows. */
    void shows(Verification verification) {
        seen = verification;
    }

    @Override
    public ToolId id() {
        return id;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public String description() {
        return stranger.orElse("Does nothing outside the test.");
    }

    @Override
    public boolean foreign() {
        return stranger.isPresent();
    }

    @Override
    public Schema arguments() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("type", "object");
        schema.putObject("properties").putObject("text").put("type", "string");
        schema.putArray("required").add("text");
        schema.put("additionalProperties", false);
        return new Schema(schema);
    }

    @Override
    public Schema outputs() {
        return new Schema(JsonNodeFactory.instance.objectNode());
    }

    @Override
    public Effect effect() {
        return effect;
    }

    @Override
    public boolean outward() {
        return true;
    }

    @Override
    public List<ArgumentFault> check(ObjectNode arguments, List<AttachedFile> files, Account account) {
        checks++;
        return List.of();
    }

    @Override
    public Deed deed(ObjectNode arguments, Account account) {
        return new Deed("sends", "signal", "signals", "", List.of(), Optional.empty(), true);
    }

    @Override
    public Outcome call(Call call) {
        reached.add(call.arguments().path("text").asText());
        return answer.apply(call);
    }

    @Override
    public Verification verify(Call call) {
        return seen;
    }
}
