package dev.factotum.channel.email;

import dev.factotum.channel.port.Channel;
import dev.factotum.channel.port.Ground;
import dev.factotum.channel.port.Line;
import dev.factotum.channel.sandbox.Action;
import dev.factotum.config.Settings.AccountSettings;
import dev.factotum.login.Login;
import dev.factotum.tool.Schema;
import dev.factotum.tool.SchemaBuilder;
import java.util.ArrayList;
import java.util.List;

/** What can be done by mail: over IMAP and SMTP, or over Gmail's API. There is no way to take a mail back. */
public final class EmailChannel implements Channel {
    static final String NAME = "Email";

    static final EmailFiling LABEL = new EmailFiling(false);
    static final EmailFiling MOVE = new EmailFiling(true);
    static final EmailDraft DRAFT = new EmailDraft();
    static final List<MailAction> SENDING = List.of(new EmailSend(), new EmailReply(), new EmailForward());

    @Override
    public String id() {
        return "email";
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Action> actions() {
        List<Action> all = new ArrayList<>(SENDING);
        all.addAll(List.of(DRAFT, LABEL, MOVE));
        return all;
    }

    @Override
    public List<Login> logins() {
        return EmailLogins.all();
    }

    @Override
    public Line open(AccountSettings account, Ground ground) {
        return account.rest().getOrDefault("api", "").equals("gmail")
                        && MailSettings.read(account) instanceof MailSettings.Read.Good(MailSettings settings)
                ? new GmailLine(account, ground, settings)
                : new MailLine(account, ground);
    }

    static SchemaBuilder arguments() {
        return new SchemaBuilder()
                .addresses("to", "Who gets it.")
                .addresses("cc", "Who gets a copy.")
                .addresses("bcc", "Who gets a copy that the others do not see.")
                .string("subject", "What it is about, on one line.")
                .text("body", "The plain text.")
                .files("attach", "Files of the vault, 20 MB together.");
    }

    static Schema outputs() {
        return new SchemaBuilder()
                .string(MailText.MESSAGE_ID, "The mail's Message-ID.")
                .build();
    }
}
