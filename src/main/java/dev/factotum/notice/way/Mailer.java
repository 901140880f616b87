package dev.factotum.notice.way;

/** The port by which a message goes out through an email account. */
public interface Mailer {
    /** Where no account can send yet. */
    Mailer NONE = (account, to, subject, text, key) ->
            new Sent.Failed(new dev.factotum.tool.ToolError.Permission("no email account can send yet"));

    /**
     * Sends a plain text mail once.
     *
     * @param account its name in the settings
     * @param key the same for the same message: its Message-ID is made of it
     */
    Sent send(String account, String to, String subject, String text, String key) throws InterruptedException;
}
