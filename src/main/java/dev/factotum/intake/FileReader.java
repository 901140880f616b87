package dev.factotum.intake;

import dev.factotum.config.Settings;
import dev.factotum.markdown.Properties;
import dev.factotum.markdown.Yaml;
import dev.factotum.plan.PlanText;
import dev.factotum.tool.Conversation;
import dev.factotum.vault.Trust;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Decides what a dropped file is and reads it; every file becomes something. */
final class FileReader {
    /** Larger files are kept as they are and not taken apart. */
    static final long LARGEST = 25L * 1024 * 1024;

    /** No note is larger, for every reader of the pipeline takes it whole. */
    private static final long LARGEST_NOTE = 2L * 1024 * 1024;

    private static final int QUOTE = 100_000;
    private static final Set<String> FOREIGN = Set.of("email", "mention", "comment", "message", "statement");
    private static final Set<String> KINDS = Set.of(
            "email",
            "mention",
            "comment",
            "message",
            "request",
            "statement",
            "file",
            "post",
            "event",
            "plan",
            "question");

    private final Settings settings;

    FileReader(Settings settings) {
        this.settings = settings;
    }

    /** Up to how many bytes a file of this name is read. */
    static long largest(String name) {
        return switch (FileType.extension(name)) {
            case "md", "txt" -> LARGEST_NOTE;
            default -> LARGEST;
        };
    }

    /** @param statements true where the folder is for bank statements alone */
    Reading read(String name, byte[] bytes, boolean statements) {
        String extension = FileType.extension(name);
        return switch (extension) {
            case "md", "txt" -> statements ? statement(name, bytes) : note(name, bytes);
            case "eml" -> mail(name, bytes);
            case "csv", "tsv" -> csv(name, bytes, statements);
            case "ofx", "qfx", "sta", "mt940", "qif" -> statement(name, bytes);
            case "xml" -> statements || camt(bytes) ? statement(name, bytes) : file(name, bytes, bytes.length);
            case "html", "htm" -> page(name, bytes);
            case "ics" -> text("event", name, bytes);
            default -> statements ? statement(name, bytes) : file(name, bytes, bytes.length);
        };
    }

    /** What is only kept and linked. @param start the first bytes */
    Reading file(String name, byte[] start, long size) {
        return foreign("file", stem(name), "", List.of(), List.of(described(name, start, size)));
    }

    private Reading note(String name, byte[] bytes) {
        boolean markdown = FileType.extension(name).equals("md");
        Optional<String> utf8 = Decoded.utf8(bytes);
        if (utf8.isEmpty()) {
            Decoded guess = Decoded.guess(bytes);
            if (guess.text().indexOf('\0') >= 0) {
                return file(name, bytes, bytes.length);
            }
            return mended(name, guess.text(), guess.note().orElse("The text is not UTF-8."));
        }
        String text = utf8.get();
        Properties properties = Properties.of(text);
        if (properties.fault().isPresent()) {
            Yaml.Read.Bad fault = properties.fault().get();
            return mended(
                    name,
                    text.substring(properties.end()),
                    "Its properties could not be read (line " + fault.line() + ": " + fault.reason() + ").");
        }
        if (foreign(properties)) {
            return quoted(name, text, properties);
        }
        PlanText plan = PlanText.parse(text, stem(name) + ".md");
        String kind = kind(properties, plan.steps().isEmpty() && plan.faults().isEmpty() ? "request" : "plan");
        return new Reading(
                markdown ? kind : "request",
                Trust.OWN,
                new Reading.Form.Own(text),
                plan.title(),
                Conversation.NONE,
                properties.text("client"),
                properties.text("due"));
    }

    private Reading mended(String name, String text, String note) {
        return new Reading(
                "request",
                Trust.OWN,
                new Reading.Form.Mended(text, note),
                stem(name),
                Conversation.NONE,
                Optional.empty(),
                Optional.empty());
    }

    /** Words of others, whatever the note says of itself: it came from a page, or somebody is named as its sender. */
    private static boolean foreign(Properties properties) {
        return properties.values().containsKey("source")
                || properties.values().containsKey("url")
                || properties.values().containsKey("from")
                || properties.text("kind").map(kind -> kind.toLowerCase(Locale.ROOT)).stream()
                        .anyMatch(FOREIGN::contains);
    }

    /** A note of foreign words. Whose client it is, by which account it came and when it is due are not theirs to say. */
    private Reading quoted(String name, String text, Properties properties) {
        String body = text.substring(properties.end());
        PlanText plan = PlanText.parse(text, stem(name) + ".md");
        Optional<String> url =
                properties.text("url").or(() -> properties.text("source")).map(u -> Lines.one(u, 2_000));
        Conversation conversation = new Conversation(
                properties.text("from").map(from -> Lines.one(from, 300)).flatMap(FileReader::handleOrSender),
                Optional.empty(),
                properties.text("to").map(Mailboxes::addresses).orElse(List.of()),
                properties.text("subject").map(subject -> Lines.one(subject, 500)),
                Optional.empty(),
                List.of(),
                url,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                properties.text("channel").map(channel -> Lines.one(channel, 40)));
        return new Reading(
                kind(properties, properties.values().containsKey("from") ? "message" : "file"),
                Trust.UNTRUSTED,
                new Reading.Form.Foreign(
                        Lines.cut(Lines.tidy(body), QUOTE), List.of(), List.of(), shortened(body.length())),
                properties.text("subject").orElse(plan.title()),
                conversation,
                Optional.empty(),
                Optional.empty());
    }

    /** What holds addresses and is no sender is a forgery or a mistake. */
    private static Optional<String> handleOrSender(String from) {
        return Mailboxes.addresses(from).isEmpty() ? Optional.of(from) : Mailboxes.sender(from);
    }

    private Reading mail(String name, byte[] bytes) {
        Mail mail = MailReader.read(bytes);
        Optional<String> account = settings.accounts().values().stream()
                .filter(one -> one.channel().equals("email"))
                .filter(one -> mail.to().contains(one.handle().toLowerCase(Locale.ROOT)))
                .map(Settings.AccountSettings::name)
                .sorted()
                .findFirst();
        Conversation conversation = new Conversation(
                mail.from(),
                mail.replyTo(),
                mail.to(),
                mail.subject(),
                mail.messageId(),
                mail.references(),
                Optional.empty(),
                account,
                mail.auto(),
                Optional.empty(),
                Optional.of("email"));
        String sender = mail.from()
                .map(from -> "Message from " + Mailboxes.plainName(from))
                .orElse(stem(name));
        List<String> notes = new java.util.ArrayList<>(mail.notes());
        notes.addAll(shortened(mail.text().length()));
        return new Reading(
                "email",
                Trust.UNTRUSTED,
                new Reading.Form.Foreign(Lines.cut(mail.text(), QUOTE), List.of(), mail.parts(), notes),
                mail.subject().orElse(sender),
                conversation,
                mail.sender(),
                Optional.empty(),
                Optional.empty());
    }

    private Reading csv(String name, byte[] bytes, boolean statements) {
        Decoded decoded = Decoded.guess(bytes);
        Optional<Table> table = Table.read(decoded.text());
        if (table.isEmpty()) {
            return statements ? statement(name, bytes) : file(name, bytes, bytes.length);
        }
        String quote = table.get().count()
                + (table.get().count() == 1 ? " row" : " rows")
                + (table.get().count() >= table.get().rows().size() ? ", the first of them:" : ":");
        return new Reading(
                statements || table.get().bankLines() ? "statement" : "file",
                Trust.UNTRUSTED,
                new Reading.Form.Foreign(
                        quote,
                        table.get().rows(),
                        List.of(),
                        decoded.note().map(List::of).orElse(List.of())),
                stem(name),
                Conversation.NONE,
                Optional.empty(),
                Optional.empty());
    }

    private Reading page(String name, byte[] bytes) {
        String text = HtmlText.of(Decoded.guess(bytes).text());
        return foreign(
                "file", stem(name), text, shortened(text.length()), List.of(described(name, bytes, bytes.length)));
    }

    private Reading text(String kind, String name, byte[] bytes) {
        String text = Lines.tidy(Decoded.guess(bytes).text());
        return foreign(kind, stem(name), text, shortened(text.length()), List.of());
    }

    private Reading statement(String name, byte[] bytes) {
        return foreign("statement", stem(name), "", List.of(), List.of(described(name, bytes, bytes.length)));
    }

    private static Reading foreign(String kind, String title, String text, List<String> notes, List<String> more) {
        List<String> all = new java.util.ArrayList<>(notes);
        all.addAll(more);
        return new Reading(
                kind,
                Trust.UNTRUSTED,
                new Reading.Form.Foreign(Lines.cut(text, QUOTE), List.of(), List.of(), all),
                title,
                Conversation.NONE,
                Optional.empty(),
                Optional.empty());
    }

    private static String described(String name, byte[] start, long size) {
        FileType type = FileType.of(name, start);
        return Character.toUpperCase(type.words().charAt(0)) + type.words().substring(1) + ", " + FileType.size(size)
                + ".";
    }

    private static List<String> shortened(int length) {
        return length <= QUOTE
                ? List.of()
                : List.of("Only the first part of the text is shown; the original has all of it.");
    }

    private static String kind(Properties properties, String otherwise) {
        return properties
                .text("kind")
                .map(kind -> kind.strip().toLowerCase(Locale.ROOT))
                .filter(KINDS::contains)
                .orElse(otherwise);
    }

    /** The namespace of ISO 20022 cash management, seen in the first bytes; nothing is parsed or resolved. */
    private static boolean camt(byte[] bytes) {
        return new String(bytes, 0, Math.min(bytes.length, 4096), StandardCharsets.ISO_8859_1)
                .contains("urn:iso:std:iso:20022:tech:xsd:camt");
    }

    static String stem(String name) {
        String extension = FileType.extension(name);
        return extension.isEmpty() ? name : name.substring(0, name.length() - extension.length() - 1);
    }
}
