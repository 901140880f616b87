package dev.factotum.mcp.client;

import dev.factotum.mcp.protocol.Message;
import dev.factotum.mcp.protocol.Method;
import dev.factotum.mcp.protocol.RpcError;
import dev.factotum.mcp.protocol.StrictJson;

/** What a server that asks us is told: that we are there, and else that it gets nothing from us. */
final class Replies {
    private Replies() {}

    static Message to(Message.Request request) {
        return switch (request.method()) {
            case Method.PING -> new Message.Answer(request.id(), StrictJson.object());
            case Method.ROOTS_LIST, Method.SAMPLING, Method.ELICITATION ->
                new Message.Failure(
                        request.id(),
                        new RpcError(RpcError.UNKNOWN_METHOD, request.method() + " is not supported by this client"));
            default ->
                new Message.Failure(
                        request.id(), new RpcError(RpcError.UNKNOWN_METHOD, "this client knows no such method"));
        };
    }
}
