package dev.factotum.mcp.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.engine.Request;
import dev.factotum.engine.Request.Asks;
import dev.factotum.mcp.protocol.CallResult;
import dev.factotum.mcp.protocol.ToolInfo;
import dev.factotum.tool.Account;
import dev.factotum.tool.Call;
import dev.factotum.tool.Conversation;
import dev.factotum.tool.Mode;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.Receipt;
import dev.factotum.tool.Tool;
import dev.factotum.vault.Digest;
import dev.factotum.vault.MatterId;
import dev.factotum.world.World;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A tool of another MCP server that only reads, called at once: a person has asked for that when they started us. */
final class DirectTool implements Offer {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final String name;
    private final Tool tool;
    private final Asking asking;
    private final World world;

    DirectTool(String name, Tool tool, Asking asking, World world) {
        this.name = name;
        this.tool = tool;
        this.asking = asking;
        this.world = world;
    }

    @Override
    public ToolInfo info() {
        return new ToolInfo(
                name,
                tool.id().value(),
                tool.description(),
                tool.arguments().json(),
                Optional.empty(),
                new ToolInfo.Hints(true, false, true, true));
    }

    @Override
    public ObjectNode call(Caller caller, ObjectNode arguments) throws IOException {
        List<String> odd = Odd.of(arguments);
        if (!odd.isEmpty()) {
            return Given.refused(odd);
        }
        MatterId id = new MatterId(world.ids().ulid());
        Request request = new Request(
                caller.name(),
                Optional.empty(),
                name,
                new Asks.Deed(tool.id().value(), Optional.empty(), Odd.settled(arguments)));
        List<String> faults = asking.faults(id, request);
        return faults.isEmpty() ? called(id, Odd.settled(arguments)) : Given.refused(faults);
    }

    private ObjectNode called(MatterId id, ObjectNode arguments) {
        Instant now = world.clock().instant();
        Account account =
                tool.own().orElseGet(() -> new Account("sandbox", tool.id().channel(), "sandbox", Mode.SANDBOX));
        Call call = new Call(
                id,
                name,
                "s1",
                Digest.of(id.value()).hex().substring(0, 32),
                account,
                tool.complete(arguments, Conversation.NONE),
                List.of(),
                Conversation.NONE,
                Map.of(),
                now,
                now.plus(DEADLINE));
        try {
            return switch (tool.call(call)) {
                case Outcome.Done(Receipt receipt, ObjectNode outputs) ->
                    CallResult.json(
                            outputs.isEmpty() ? receipt.text() : outputs.toPrettyString(), Optional.of(outputs), false);
                case Outcome.Failed(var error) -> CallResult.json(error.message(), Optional.empty(), true);
                case Outcome.Unknown(String why) -> CallResult.json(why, Optional.empty(), true);
            };
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return CallResult.json("The server is ending.", Optional.empty(), true);
        }
    }
}
