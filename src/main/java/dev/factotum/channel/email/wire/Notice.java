package dev.factotum.channel.email.wire;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Tells of mails that are not fetched: a small mail with the same sender, subject and thread, which says why. */
public final class Notice {
    private static final List<String> KEPT = List.of(
            "From",
            "To",
            "Cc",
            "Subject",
            "Date",
            "Message-ID",
            "In-Reply-To",
            "References",
            "Reply-To",
            "Return-Path",
            "Auto-Submitted",
            "Precedence",
            "List-Id",
            "List-Unsubscribe");

    private Notice() {}

    /** @param head the mail's headers and an empty line */
    public static byte[] tooLarge(String head, long size, long most) {
        return notice(
                head.getBytes(StandardCharsets.UTF_8),
                "This mail has " + megabytes(size) + ", more than the " + megabytes(most)
                        + " that are fetched. It stays in the mailbox; open it there.");
    }

    /** @param number as the server calls it */
    public static byte[] unreadable(String number, String why) {
        return notice(
                "Subject: A mail that could not be fetched\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
                "The mail server does not give out the mail with the number " + number
                        + ". It stays in the mailbox; open it there.\r\n\r\nIt said: " + Login.shown(why, "", ""));
    }

    private static byte[] notice(byte[] head, String text) {
        StringBuilder mail = new StringBuilder();
        try {
            InternetHeaders headers = new InternetHeaders(new ByteArrayInputStream(head), true);
            for (String name : KEPT) {
                String[] values = headers.getHeader(name);
                if (values != null && values.length > 0 && values[0] != null) {
                    mail.append(name).append(": ").append(folded(values[0])).append("\r\n");
                }
            }
        } catch (MessagingException broken) {
            mail.setLength(0);
        }
        return mail.append("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n")
                .append(text)
                .append("\r\n")
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String folded(String value) {
        return value.replaceAll("[\\r\\n]+[ \\t]*", "\r\n ").strip();
    }

    private static String megabytes(long bytes) {
        return (bytes + 999_999) / 1_000_000 + " MB";
    }
}
