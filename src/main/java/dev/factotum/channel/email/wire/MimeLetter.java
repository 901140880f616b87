package dev.factotum.channel.email.wire;

import dev.factotum.channel.email.wire.Outgoing.Box;
import dev.factotum.channel.email.wire.Outgoing.Enclosed;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParameterList;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/**
 * A mail as the bytes that leave (RFC 5322, MIME): plain text in UTF-8, quoted-printable; files as base64 with names by RFC
 * 2231. The same mail gives the same bytes, whenever it is made.
 */
public final class MimeLetter {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss '+0000'", Locale.ROOT);

    private MimeLetter() {}

    /** @throws IllegalArgumentException where a header would break its line: the caller checks before it gets here */
    public static byte[] bytes(Outgoing mail) {
        try {
            Kept message = new Kept();
            headers(mail, message);
            if (mail.files().isEmpty()) {
                text(message, mail.body());
            } else {
                Bounded parts = new Bounded("=_" + mail.key());
                MimeBodyPart first = new MimeBodyPart();
                text(first, mail.body());
                parts.addBodyPart(first);
                for (Enclosed file : mail.files()) {
                    parts.addBodyPart(part(file));
                }
                message.setContent(parts);
            }
            message.saveChanges();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            message.writeTo(bytes);
            return bytes.toByteArray();
        } catch (MessagingException | IOException impossible) {
            throw new IllegalStateException("a mail of checked parts could not be put together", impossible);
        }
    }

    private static void headers(Outgoing mail, Kept message) throws MessagingException, IOException {
        put(message, "Date", DATE.format(mail.at().atOffset(ZoneOffset.UTC)));
        put(message, "From", boxes(List.of(mail.from())));
        put(message, "To", boxes(mail.to()));
        put(message, "Cc", boxes(mail.cc()));
        put(message, "Bcc", boxes(mail.bcc()));
        put(message, "Subject", encoded(mail.subject()));
        put(message, "Message-ID", mail.messageId());
        put(message, "In-Reply-To", mail.inReplyTo());
        put(message, "References", mail.references().replace(" ", "\r\n "));
        put(message, "X-Idempotency-Key", mail.key());
        if (mail.automatic()) {
            put(message, "Auto-Submitted", mail.inReplyTo().isEmpty() ? "auto-generated" : "auto-replied");
        }
        if (mail.unsubscribe().isPresent()) {
            String leave = mail.unsubscribe().get();
            put(message, "List-Unsubscribe", "<" + leave + ">");
            if (leave.startsWith("https:")) {
                put(message, "List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
            }
        }
    }

    /** A folded line goes on with a blank (RFC 5322 2.2.3); any other break would begin a header of its own. */
    private static void put(Kept message, String name, String value) throws MessagingException {
        if (value.replace("\r\n ", " ").chars().anyMatch(c -> c < 0x20 && c != '\t' || c >= 0x7F)) {
            throw new IllegalArgumentException("the header " + name + " holds what no header may");
        }
        if (!value.isEmpty()) {
            message.setHeader(name, value);
        }
    }

    private static String boxes(List<Box> boxes) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Box box : boxes) {
            refuseBreaks(box.name());
            text.append(text.isEmpty() ? "" : ",\r\n ")
                    .append(
                            box.name().isEmpty()
                                    ? box.address()
                                    : new InternetAddress(box.address(), box.name(), UTF_8).toString());
        }
        return text.toString();
    }

    /** As words of RFC 2047 where it is not plain ASCII, folded. */
    private static String encoded(String subject) throws IOException {
        refuseBreaks(subject);
        return MimeUtility.fold(9, MimeUtility.encodeText(subject, UTF_8, "B"));
    }

    private static void refuseBreaks(String value) {
        if (value.chars().anyMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029)) {
            throw new IllegalArgumentException("a header holds a line break");
        }
    }

    private static void text(jakarta.mail.internet.MimePart part, String body) throws MessagingException {
        String whole = body.isEmpty() || body.endsWith("\n") ? body : body + "\n";
        part.setText(whole, UTF_8);
        part.setHeader("Content-Type", "text/plain; charset=UTF-8");
        part.setHeader("Content-Transfer-Encoding", "quoted-printable");
    }

    private static MimeBodyPart part(Enclosed file) throws MessagingException {
        refuseBreaks(file.name());
        jakarta.mail.internet.InternetHeaders headers = new jakarta.mail.internet.InternetHeaders();
        ParameterList name = new ParameterList();
        name.set("filename", file.name(), UTF_8);
        headers.setHeader("Content-Type", file.type());
        headers.setHeader("Content-Disposition", "attachment" + name.toString(31));
        headers.setHeader("Content-Transfer-Encoding", "base64");
        return new MimeBodyPart(headers, Base64.getMimeEncoder().encode(file.bytes()));
    }

    /** A message that keeps the Message-ID it was given. */
    private static final class Kept extends MimeMessage {
        Kept() {
            super(Session.getInstance(new Properties()));
        }

        @Override
        protected void updateMessageID() {}
    }

    /** Parts between a boundary that follows from the key: base64 and quoted-printable never hold its {@code =_}. */
    private static final class Bounded extends MimeMultipart {
        Bounded(String boundary) {
            super("mixed");
            contentType = "multipart/mixed; boundary=\"" + boundary + "\"";
        }
    }
}
