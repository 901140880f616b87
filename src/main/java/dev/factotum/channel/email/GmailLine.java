package dev.factotum.channel.email;

import dev.factotum.channel.port.AccountLogin;
import dev.factotum.channel.port.Act;
import dev.factotum.channel.port.Api;
import dev.factotum.channel.port.ApiReply;
import dev.factotum.channel.port.Gate;
import dev.factotum.channel.port.Ground;
import dev.factotum.channel.port.Health;
import dev.factotum.channel.port.Line;
import dev.factotum.channel.port.ServerAddress;
import dev.factotum.config.Settings.AccountSettings;
import dev.factotum.tool.ToolError;
import dev.factotum.tool.ToolId;
import dev.factotum.tool.Watcher;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A mailbox that is connected by Gmail's API ({@code api: gmail}), whose key is an access token. */
final class GmailLine implements Line {
    private static final String GMAIL = "https://gmail.googleapis.com";

    private final Map<ToolId, Act> acts = new HashMap<>();
    private final Gmail gmail;
    private final List<Watcher> watchers;

    GmailLine(AccountSettings account, Ground ground, MailSettings settings) {
        GmailDialect dialect = new GmailDialect();
        ServerAddress server = ServerAddress.of(account, GMAIL).orElseGet(() -> ServerAddress.of(GMAIL));
        this.gmail = new Gmail(new Api(
                ground,
                server,
                new AccountLogin(account, ground),
                dialect,
                new Gate(ground.vault(), account.name(), dialect.name())));
        Enclosures enclosures = new Enclosures(ground.vault().world().disk());
        EmailChannel.SENDING.forEach(
                action -> acts.put(action.id(), new GmailSendAct(action, gmail, enclosures, settings.name())));
        acts.put(EmailChannel.DRAFT.id(), new GmailDraftAct(gmail, enclosures, settings.name()));
        acts.put(EmailChannel.LABEL.id(), new GmailFilingAct(EmailChannel.LABEL, gmail));
        acts.put(EmailChannel.MOVE.id(), new GmailFilingAct(EmailChannel.MOVE, gmail));
        this.watchers = List.of(new GmailWatcher(
                gmail,
                account,
                settings.address().address(),
                settings.backlog(ground.vault().world().clock().instant()),
                ground.vault().world().clock()));
    }

    @Override
    public Optional<Act> act(ToolId tool) {
        return Optional.ofNullable(acts.get(tool));
    }

    @Override
    public Health health() throws InterruptedException {
        return switch (gmail.profile()) {
            case ApiReply.Refused(ToolError error) -> new Health.Ill(error);
            case ApiReply.Lost(String why) -> new Health.Ill(new ToolError.Transient(why));
            case ApiReply.Good good ->
                new Health.Well(
                        good.json().path("emailAddress").asText("?"),
                        List.of("by Gmail's API; mails of more than 11 MB are told of and not fetched"));
        };
    }

    @Override
    public List<Watcher> watchers() {
        return watchers;
    }
}
