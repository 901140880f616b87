package dev.factotum.channel.bluesky;

import dev.factotum.channel.port.Api;
import dev.factotum.channel.port.ApiCall;
import dev.factotum.channel.port.ApiReply;
import dev.factotum.channel.port.Gate;
import dev.factotum.channel.port.Ground;
import dev.factotum.tool.ToolError;

/** The server that holds the account's records, which the session knows. Thread-safe. */
final class Pds {
    static final String COLLECTION = "app.bsky.feed.post";

    private final Ground ground;
    private final Session session;
    private final Gate gate;

    Pds(Ground ground, Session session, Gate gate) {
        this.ground = ground;
        this.session = session;
        this.gate = gate;
    }

    /** Who we are; logs in where that has not been done. */
    Session.Opened who() throws InterruptedException {
        return session.opened();
    }

    ApiReply send(ApiCall call) throws InterruptedException {
        return switch (session.opened()) {
            case Session.Opened.Failed(ToolError error) -> new ApiReply.Refused(error);
            case Session.Opened.As(String _, var server) ->
                new Api(ground, server, session, new BlueskyDialect(), gate).send(call);
        };
    }

    static ApiCall query(String name) {
        return ApiCall.get("/xrpc/" + name);
    }

    static ApiCall procedure(String name) {
        return ApiCall.of("POST", "/xrpc/" + name, ApiCall.Kind.REPEATABLE);
    }

    /** A record, by the server of the account or, where it is another's, by those that this one asks. */
    static ApiCall record(String did, String rkey) {
        return query("com.atproto.repo.getRecord")
                .with("repo", did)
                .with("collection", COLLECTION)
                .with("rkey", rkey);
    }
}
