package dev.factotum.channel.email.wire;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.factotum.tool.ToolError;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What a server's refusal means (RFC 5321 4.2, RFC 3463). */
final class SmtpReply {
    private static final Pattern ENHANCED = Pattern.compile("[245]\\.([0-9]{1,3})\\.([0-9]{1,3})");

    private SmtpReply() {}

    /**
     * @param code of three digits; 0 or less where there is none
     * @param said what the server said, without secrets, one line
     * @param token true where the login is by access token, which can be had anew
     */
    static ToolError error(int code, String said, boolean token, Instant now) {
        Matcher matcher = ENHANCED.matcher(said);
        String class3 = matcher.find() ? matcher.group(1) + "." + matcher.group(2) : "";
        if (code == 530 || code == 534 || code == 535 || code == 538) {
            return new ToolError.Auth("the mail server refuses the login: " + said, token && code == 535);
        }
        if (class3.equals("4.5") || said.toLowerCase(Locale.ROOT).contains("sending limit")) {
            return new ToolError.RateLimited(
                    "the mail server's limit of mails is used up: " + said, now.plus(Duration.ofHours(24)));
        }
        if (code >= 400 && code < 500) {
            return new ToolError.Transient("the mail server puts it off: " + said);
        }
        if (said.contains("5.7.60") || said.contains("SendAsDenied")) {
            return new ToolError.Permission("the login may not send from this address: " + said);
        }
        if (code == 554 || class3.startsWith("7.")) {
            return new ToolError.ContentPolicy("the mail server takes it for unwanted: " + said);
        }
        return switch (code) {
            case 552 -> new ToolError.Validation("it is too large for the mail server: " + said);
            case 500, 501, 550, 551, 553, 555 -> new ToolError.Validation("the mail server refuses it: " + said);
            case 502, 503, 504 -> new ToolError.Permission("the mail server cannot do what this needs: " + said);
            default ->
                code >= 500
                        ? new ToolError.Validation("the mail server refuses it: " + said)
                        : new ToolError.Transient("the mail server broke off before it had the mail: " + said);
        };
    }
}
