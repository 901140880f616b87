package dev.factotum.channel.mastodon;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factotum.channel.port.Act;
import dev.factotum.channel.port.Api;
import dev.factotum.channel.port.ApiCall;
import dev.factotum.channel.port.ApiReply;
import dev.factotum.channel.port.Health;
import dev.factotum.channel.port.Line;
import dev.factotum.channel.port.OwnPosts;
import dev.factotum.config.Settings.AccountSettings;
import dev.factotum.tool.ToolId;
import dev.factotum.tool.Watcher;
import dev.factotum.vault.Vault;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Mastodon account that is connected. */
final class MastodonLine implements Line {
    private static final List<String> NEEDED = List.of("read", "write");

    private final Api api;
    private final Instance instance;
    private final OwnStatuses own;
    private final Mentions mentions;
    private final URI server;
    private final Map<ToolId, Act> acts;

    MastodonLine(AccountSettings account, Vault vault, Api api, URI server) {
        this.api = api;
        this.server = server;
        this.instance = new Instance(vault, account.name(), api, server.toString());
        this.own = new OwnStatuses(api);
        this.mentions =
                new Mentions(account, api, instance, server, vault.world().clock());
        this.acts = Map.of(
                MastodonChannel.POST,
                new Posting(vault, api, instance, own, server),
                MastodonChannel.DELETE,
                new Deleting(api));
    }

    @Override
    public Optional<Act> act(ToolId tool) {
        return Optional.ofNullable(acts.get(tool));
    }

    @Override
    public Health health() throws InterruptedException {
        ApiReply reply = api.send(ApiCall.get("/api/v1/accounts/verify_credentials"));
        return reply instanceof ApiReply.Good(var _, JsonNode me) ? well(me) : new Health.Ill(reply.failure());
    }

    private Health well(JsonNode me) throws InterruptedException {
        String who = "@" + me.path("acct").asText() + "@" + server.getHost();
        List<String> notes = new ArrayList<>();
        notes.add("posts of up to " + instance.fresh().characters() + " characters");
        if (api.send(ApiCall.get("/api/v1/apps/verify_credentials")) instanceof ApiReply.Good(var _, JsonNode app)) {
            List<String> scopes = new ArrayList<>();
            app.path("scopes").forEach(scope -> scopes.add(scope.asText()));
            if (!scopes.isEmpty()) {
                notes.add("may " + String.join(", ", scopes));
                NEEDED.stream()
                        .filter(need -> scopes.stream().noneMatch(scope -> scope.startsWith(need)))
                        .forEach(need -> notes.add("lacks the scope " + need));
            }
        }
        return new Health.Well(who, notes);
    }

    @Override
    public List<Watcher> watchers() {
        return List.of(mentions);
    }

    @Override
    public Optional<OwnPosts> posts() {
        return Optional.of(own);
    }
}
