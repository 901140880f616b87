package dev.factotum.channel.email;

import dev.factotum.channel.sandbox.Action;
import dev.factotum.tool.Schema;
import dev.factotum.tool.SchemaBuilder;
import java.util.List;

/** What can be done by mail. There is no way to take a mail back. */
public final class EmailChannel {
    static final String NAME = "Email";

    private EmailChannel() {}

    public static List<Action> actions() {
        return List.of(new EmailSend(), new EmailReply());
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
