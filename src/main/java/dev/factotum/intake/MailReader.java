package dev.factotum.intake;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/** Reads a message of any quality: whatever can be had of it is had, and what could not be is a note (RFC 5322, MIME). */
final class MailReader {
    private static final int REFERENCES = 50;
    private static final String NO_SENDER = "The message names no sender.";
    private static final List<String> HEADERS =
            List.of("From", "Subject", "Date", "Message-ID", "To", "Received", "Content-Type", "MIME-Version");

    private MailReader() {}

    /** Never fails: bytes that are no message give an empty one with a note. */
    static Mail read(byte[] bytes) {
        List<String> notes = new ArrayList<>();
        try {
            MimeMessage message = new MimeMessage(session(), new ByteArrayInputStream(bytes));
            if (HEADERS.stream().anyMatch(name -> quietly(message, name).isPresent())) {
                return read(message, notes);
            }
            notes.add("It has no headers of a message; its bytes are shown as they are.");
        } catch (MessagingException | RuntimeException e) {
            notes.add("The message could not be taken apart (" + Lines.one(String.valueOf(e.getMessage()), 100)
                    + "); its bytes are shown as they are.");
        }
        notes.add(NO_SENDER);
        return new Mail(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Lines.tidy(Decoded.guess(bytes).text()),
                List.of(),
                notes);
    }

    /** A session that reaches nothing: the library is used to take messages apart and never for the network. */
    static Session session() {
        Properties lenient = new Properties();
        lenient.setProperty("mail.mime.address.strict", "false");
        return Session.getInstance(lenient);
    }

    private static Mail read(MimeMessage message, List<String> notes) throws MessagingException {
        MailParts parts = new MailParts(notes);
        parts.read(message, 0);
        Optional<String> from = header(message, "From")
                .flatMap(Mailboxes::sender)
                .or(() -> quietly(message, "Sender").flatMap(Mailboxes::sender));
        List<String> to = new ArrayList<>();
        for (String name : List.of("To", "Cc", "Delivered-To", "X-Original-To")) {
            header(message, name).map(Mailboxes::addresses).orElse(List.of()).stream()
                    .filter(address -> !to.contains(address))
                    .forEach(to::add);
        }
        if (from.isEmpty()) {
            notes.add(NO_SENDER);
        }
        return new Mail(
                from,
                strictSender(message)
                        .filter(address -> from.filter(
                                        whole -> whole.equals(address) || whole.endsWith(" <" + address + ">"))
                                .isPresent()),
                header(message, "Reply-To")
                        .map(Mailboxes::addresses)
                        .filter(found -> found.size() == 1)
                        .map(List::getFirst),
                to,
                header(message, "Subject").filter(text -> !text.isEmpty()),
                header(message, "Message-ID").flatMap(MailReader::messageId),
                references(message),
                auto(message, from),
                Lines.tidy(parts.text()),
                parts.files(),
                notes);
    }

    private static Optional<String> strictSender(MimeMessage message) throws MessagingException {
        String[] values = message.getHeader("From");
        return values == null || values.length != 1 || values[0] == null
                ? Optional.empty()
                : Mailboxes.strictly(Lines.one(values[0], 2_000));
    }

    private static List<String> references(MimeMessage message) throws MessagingException {
        List<String> ids = new ArrayList<>();
        for (String name : List.of("References", "In-Reply-To")) {
            for (String word : header(message, name).orElse("").split("[\\s,]+", 500)) {
                messageId(word).filter(id -> !ids.contains(id)).ifPresent(ids::add);
            }
        }
        return ids.size() <= REFERENCES ? ids : ids.subList(ids.size() - REFERENCES, ids.size());
    }

    /** {@code <left@right>} of printable ASCII; empty for anything else. */
    private static Optional<String> messageId(String text) {
        int open = text.indexOf('<');
        int close = text.indexOf('>', open + 1);
        if (open < 0 || close < 0 || close - open > 500) {
            return Optional.empty();
        }
        String id = text.substring(open, close + 1);
        return id.indexOf('@') > 0 && id.chars().allMatch(c -> c > 0x20 && c < 0x7F)
                ? Optional.of(id)
                : Optional.empty();
    }

    /** RFC 3834 and what mailing lists and mail servers write. */
    private static Optional<String> auto(MimeMessage message, Optional<String> from) throws MessagingException {
        String type = header(message, "Content-Type").orElse("").toLowerCase(Locale.ROOT);
        String sender = from.orElse("").toLowerCase(Locale.ROOT);
        if ((type.startsWith("multipart/report") && type.contains("delivery-status"))
                || sender.contains("mailer-daemon@")) {
            return Optional.of("bounce");
        }
        String submitted = header(message, "Auto-Submitted")
                .map(text -> text.replaceFirst("[\\s;(].*", "").toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .orElse("no");
        String precedence = header(message, "Precedence").orElse("").toLowerCase(Locale.ROOT);
        if (submitted.startsWith("auto-replied")
                || precedence.equals("auto_reply")
                || header(message, "X-Autoreply").isPresent()
                || header(message, "X-Autorespond").isPresent()) {
            return Optional.of("reply");
        }
        if (header(message, "List-Id").isPresent()
                || header(message, "List-Unsubscribe").isPresent()
                || precedence.equals("list")
                || precedence.equals("bulk")
                || precedence.equals("junk")) {
            return Optional.of("list");
        }
        boolean nobodyToBounceTo = header(message, "Return-Path").stream().anyMatch("<>"::equals);
        return !submitted.equals("no") || nobodyToBounceTo ? Optional.of("notice") : Optional.empty();
    }

    /** The first header of that name, decoded, one line of at most 2,000 chars. */
    private static Optional<String> header(MimeMessage message, String name) throws MessagingException {
        String[] values = message.getHeader(name);
        return values == null || values.length == 0 || values[0] == null
                ? Optional.empty()
                : Optional.of(Lines.one(EncodedWords.decode(values[0]), 2_000));
    }

    private static Optional<String> quietly(MimeMessage message, String name) {
        try {
            return header(message, name);
        } catch (MessagingException e) {
            return Optional.empty();
        }
    }
}
