package dev.factotum.channel.bluesky;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factotum.channel.port.Act;
import dev.factotum.channel.port.ApiReply;
import dev.factotum.channel.port.Health;
import dev.factotum.channel.port.Line;
import dev.factotum.channel.port.OwnPosts;
import dev.factotum.config.Settings.AccountSettings;
import dev.factotum.tool.ToolId;
import dev.factotum.tool.Watcher;
import dev.factotum.vault.Vault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Bluesky account that is connected. */
final class BlueskyLine implements Line {
    private final Pds pds;
    private final OwnFeed own;
    private final Notices notices;
    private final Map<ToolId, Act> acts;

    BlueskyLine(AccountSettings account, Vault vault, Pds pds) {
        this.pds = pds;
        this.own = new OwnFeed(pds);
        this.notices = new Notices(account, pds, vault.world().clock());
        Records records = new Records(pds, vault.world().disk());
        this.acts = Map.of(
                BlueskyChannel.POST, new Posting(pds, records, vault.world().clock()),
                BlueskyChannel.THREAD, new Posting(pds, records, vault.world().clock()),
                BlueskyChannel.DELETE, new Deleting(pds));
    }

    @Override
    public Optional<Act> act(ToolId tool) {
        return Optional.ofNullable(acts.get(tool));
    }

    @Override
    public Health health() throws InterruptedException {
        ApiReply reply = pds.send(Pds.query("com.atproto.server.getSession"));
        if (!(reply instanceof ApiReply.Good(var _, JsonNode json))) {
            return new Health.Ill(reply.failure());
        }
        List<String> notes = new ArrayList<>();
        notes.add(json.path("did").asText());
        if (!json.path("active").asBoolean(true)) {
            notes.add("the account is " + json.path("status").asText("not active"));
        }
        return new Health.Well("@" + json.path("handle").asText(), notes);
    }

    @Override
    public List<Watcher> watchers() {
        return List.of(notices);
    }

    @Override
    public Optional<OwnPosts> posts() {
        return Optional.of(own);
    }
}
