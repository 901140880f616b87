package dev.factotum.mcp.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.engine.Request;
import dev.factotum.engine.Request.Asks;
import dev.factotum.engine.Standing;
import dev.factotum.mcp.protocol.ToolInfo;
import dev.factotum.tool.Effect;
import dev.factotum.tool.Tool;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A tool of the vault behind a person: a call makes a matter with this one step, and that is all it can do. */
final class GatedTool implements Offer {
    /** The longest that a call waits for a person. */
    static final int LONGEST_WAIT = 600;

    private static final int LONGEST_WORD = 200;
    private static final int LONGEST_TITLE = 60;
    private static final List<String> OURS = List.of("account", "client", "wait_s", "idempotency_key");

    private final String name;
    private final Tool tool;
    private final Asking asking;
    private final ObjectNode own;

    GatedTool(String name, Tool tool, Asking asking) {
        this.name = name;
        this.tool = tool;
        this.asking = asking;
        this.own = tool.arguments().json();
    }

    /** Our arguments stand under another name where the tool has one of that name itself. */
    private String ours(String argument) {
        return own.path("properties").has(argument) ? "factotum_" + argument : argument;
    }

    @Override
    public ToolInfo info() {
        ObjectNode schema = tool.arguments().json();
        ObjectNode properties =
                schema.path("properties") instanceof ObjectNode given ? given : schema.putObject("properties");
        schema.put("type", "object");
        properties
                .putObject(ours("account"))
                .put("type", "string")
                .put("description", "The account to act as; the client's or the only one where it is left out.");
        properties
                .putObject(ours("client"))
                .put("type", "string")
                .put("description", "The client whose matter it is, as the vault names it.");
        properties
                .putObject(ours("wait_s"))
                .put("type", "integer")
                .put("minimum", 0)
                .put("maximum", LONGEST_WAIT)
                .put("description", "Wait so many seconds for the person's decision and the receipt.");
        properties
                .putObject(ours("idempotency_key"))
                .put("type", "string")
                .put("description", "The same key with the same arguments makes one matter, however often it is sent.");
        boolean reads = tool.effect() instanceof Effect.Read && !tool.outward();
        boolean keyed = tool.effect() instanceof Effect.Keyed;
        return new ToolInfo(
                name,
                tool.id().value(),
                tool.description()
                        + " A person must approve: this puts a plan before them and answers with its id; nothing happens"
                        + " until they approve, and they may change or reject it.",
                schema,
                Optional.empty(),
                new ToolInfo.Hints(false, !reads, keyed, tool.outward()));
    }

    @Override
    public ObjectNode call(Caller caller, ObjectNode arguments) throws IOException {
        Given given = new Given(arguments);
        Optional<String> account = given.text(ours("account"), LONGEST_WORD);
        Optional<String> client = given.text(ours("client"), LONGEST_WORD);
        Optional<String> key = given.text(ours("idempotency_key"), LONGEST_WORD);
        int wait = given.number(ours("wait_s"), 0, 0, LONGEST_WAIT);
        ObjectNode step = arguments.deepCopy();
        OURS.forEach(argument -> step.remove(ours(argument)));
        List<String> odd = Odd.of(step);
        if (!odd.isEmpty()) {
            return Given.refused(odd);
        }
        Optional<ObjectNode> refusal = given.refusal();
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Request request = new Request(
                caller.name(), client, title(step), new Asks.Deed(tool.id().value(), account, Odd.settled(step)));
        return switch (asking.ask(request, key)) {
            case Asking.Asked.Refused(List<String> faults) -> Given.refused(faults);
            case Asking.Asked.Stands stands -> {
                Standing standing =
                        asking.await(stands.id(), stands.standing(), Duration.ofSeconds(wait), caller.patience());
                yield Answers.of(stands, standing, wait > 0);
            }
        };
    }

    /** The tool, and how its first text begins. */
    private String title(ObjectNode step) {
        List<String> texts = new ArrayList<>();
        step.properties().forEach(entry -> {
            if (entry.getValue().isTextual()) {
                texts.add(entry.getValue().textValue());
            }
        });
        String words = texts.stream()
                .map(text -> text.strip().lines().findFirst().orElse(""))
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("");
        String title = tool.id().value() + (words.isEmpty() ? "" : " " + words);
        int end = Math.min(title.length(), LONGEST_TITLE);
        return title.substring(0, Character.isHighSurrogate(title.charAt(end - 1)) ? end - 1 : end);
    }
}
