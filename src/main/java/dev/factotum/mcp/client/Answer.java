package dev.factotum.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.mcp.protocol.CallResult;
import dev.factotum.mcp.protocol.RpcError;
import dev.factotum.mcp.protocol.StrictJson;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.Receipt;
import dev.factotum.tool.ToolError;
import java.util.Set;

/** What came of a tool's call, in the terms of the engine. */
final class Answer {
    private static final int LONGEST_TEXT = 64 * 1024;
    private static final int LONGEST_RECEIPT = 120;
    private static final int LONGEST_REASON = 400;

    /** With these a server says that it did not even begin. */
    private static final Set<Integer> NOT_BEGUN = Set.of(
            RpcError.PARSE,
            RpcError.INVALID_REQUEST,
            RpcError.UNKNOWN_METHOD,
            RpcError.INVALID_PARAMS,
            RpcError.HEADER_MISMATCH,
            RpcError.MISSING_CAPABILITY,
            RpcError.UNSUPPORTED_VERSION);

    private Answer() {}

    /** @param reads true where the call changes nothing, so that it may be repeated */
    static Outcome of(ServerName server, Exchange exchange, boolean reads) {
        return switch (exchange) {
            case Exchange.Undone(ToolError error) -> new Outcome.Failed(error);
            case Exchange.Lost(String why) ->
                reads
                        ? new Outcome.Failed(new ToolError.Transient(server + ": " + why))
                        : new Outcome.Unknown("the server " + server + ": " + why);
            case Exchange.Refused(RpcError error)
            when reads || NOT_BEGUN.contains(error.code()) ->
                new Outcome.Failed(new ToolError.Validation(server + " refuses: " + reason(error.message())));
            case Exchange.Refused(RpcError error) ->
                new Outcome.Unknown("the server " + server + " broke off: " + reason(error.message()));
            case Exchange.Answered(ObjectNode result) -> of(server, CallResult.read(result));
        };
    }

    private static Outcome of(ServerName server, CallResult result) {
        if (result.wants()) {
            return new Outcome.Failed(new ToolError.Validation(
                    server + " asks for more before it goes on, which only its own user could answer"));
        }
        String text = result.text();
        if (result.error()) {
            return new Outcome.Failed(new ToolError.Validation(server + " says: " + reason(text)));
        }
        ObjectNode outputs = StrictJson.object();
        result.structured()
                .filter(JsonNode::isObject)
                .filter(data -> data.toString().length() <= LONGEST_TEXT)
                .ifPresent(data -> outputs.setAll(StrictJson.object(data)));
        outputs.put("text", text.length() <= LONGEST_TEXT ? text : cut(text) + "…");
        String first = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        String receipt = Told.cut(first, LONGEST_RECEIPT);
        return new Outcome.Done(new Receipt(receipt.isBlank() ? "answered by " + server : receipt, false), outputs);
    }

    private static String cut(String text) {
        int end = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1)) ? LONGEST_TEXT - 1 : LONGEST_TEXT;
        return text.substring(0, end);
    }

    private static String reason(String words) {
        String cut = Told.cut(words, LONGEST_REASON);
        return cut.isEmpty() ? "it gives no reason" : cut;
    }
}
