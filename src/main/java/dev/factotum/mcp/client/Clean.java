package dev.factotum.mcp.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.config.JsonTexts;
import dev.factotum.mcp.protocol.RpcError;
import dev.factotum.mcp.protocol.StrictJson;
import dev.factotum.tool.ToolError;
import java.util.function.UnaryOperator;

/** Takes what a server was given in secret out of all that it says, before any of it is cut or kept. */
record Clean(UnaryOperator<String> words) {
    Exchange of(Exchange exchange) {
        return switch (exchange) {
            case Exchange.Answered(ObjectNode result) -> new Exchange.Answered(of(result));
            case Exchange.Refused(RpcError error) ->
                new Exchange.Refused(new RpcError(error.code(), words.apply(error.message()), error.data()));
            case Exchange.Undone(ToolError error) -> new Exchange.Undone(of(error));
            case Exchange.Lost(String why) -> new Exchange.Lost(words.apply(why));
        };
    }

    private ObjectNode of(ObjectNode result) {
        return StrictJson.object(JsonTexts.each(result, words));
    }

    private ToolError of(ToolError error) {
        String message = words.apply(error.message());
        return switch (error) {
            case ToolError.Auth(String _, boolean refreshable) -> new ToolError.Auth(message, refreshable);
            case ToolError.RateLimited limited -> new ToolError.RateLimited(message, limited.until());
            case ToolError.Permission _ -> new ToolError.Permission(message);
            case ToolError.Transient _ -> new ToolError.Transient(message);
            case ToolError.VersionSunset _ -> new ToolError.VersionSunset(message);
            case ToolError.Quota _ -> new ToolError.Quota(message);
            case ToolError.Validation _ -> new ToolError.Validation(message);
            case ToolError.NotFound _ -> new ToolError.NotFound(message);
            case ToolError.ContentPolicy _ -> new ToolError.ContentPolicy(message);
            case ToolError.Duplicate twin -> new ToolError.Duplicate(message, twin.existing());
        };
    }
}
