package dev.factotum.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.config.Settings;
import dev.factotum.config.Settings.AccountSettings;
import dev.factotum.notice.way.Mailer;
import dev.factotum.notice.way.Sent;
import dev.factotum.tool.Account;
import dev.factotum.tool.Call;
import dev.factotum.tool.Conversation;
import dev.factotum.tool.Mode;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.Receipt;
import dev.factotum.tool.Tool;
import dev.factotum.tool.ToolError;
import dev.factotum.tool.Toolbox;
import dev.factotum.vault.MatterId;
import dev.factotum.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A notice by mail: through one of the vault's live accounts, to the person alone, with nothing of what others wrote. */
final class NoticeMail implements Mailer {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final String TOOL = "email.send";

    private final World world;
    private final Toolbox toolbox;
    private final Supplier<Settings> settings;

    NoticeMail(World world, Toolbox toolbox, Supplier<Settings> settings) {
        this.world = world;
        this.toolbox = toolbox;
        this.settings = settings;
    }

    @Override
    public Sent send(String account, String to, String subject, String text, String key) throws InterruptedException {
        Optional<AccountSettings> by =
                Optional.ofNullable(settings.get().accounts().get(account)).filter(AccountSettings::live);
        Optional<Tool> tool = toolbox.find(TOOL);
        if (by.isEmpty() || tool.isEmpty()) {
            return new Sent.Failed(new ToolError.Permission("the account " + account + " is not live"));
        }
        Account sender = new Account(account, by.get().channel(), by.get().handle(), Mode.LIVE);
        ObjectNode arguments =
                JsonNodeFactory.instance.objectNode().put("subject", subject).put("body", text);
        arguments.putArray("to").add(to);
        Instant now = world.clock().instant();
        Call call = new Call(
                new MatterId(world.ids().ulid()),
                subject,
                "notice",
                key,
                sender,
                arguments,
                List.of(),
                Conversation.NONE,
                tool.get().prepare(key, sender),
                now,
                now.plus(DEADLINE));
        return switch (tool.get().call(call)) {
            case Outcome.Done(Receipt receipt, ObjectNode _) -> new Sent.Done(receipt.text());
            case Outcome.Failed(ToolError error) -> new Sent.Failed(error);
            case Outcome.Unknown(String why) -> new Sent.Unclear(why);
        };
    }
}
