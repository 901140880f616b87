package dev.factotum.tool;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a matter answers to, as intake read it. Intake keeps it in the ledger as {@code Noted(event="source")}, whose
 * detail is {@link #toMap}.
 *
 * @param from the sender as {@code Name <address>} or a handle
 * @param replyTo where an answer goes instead of to the sender
 * @param to whom it was sent to, one address each
 * @param references Message-IDs from the oldest on
 * @param url where a mention or comment stands
 * @param account which of the vault's accounts it came in by
 * @param auto {@code list}, {@code reply}, {@code bounce} or {@code notice} where a machine sent it
 * @param original the original's file name under Attachments/ID/, where it is kept as a whole
 * @param channel the network it came from, where the note names it
 *
 */
public record Conversation(
        Optional<String> from,
        Optional<String> replyTo,
        List<String> to,
        Optional<String> subject,
        Optional<String> messageId,
        List<String> references,
        Optional<String> url,
        Optional<String> account,
        Optional<String> auto,
        Optional<String> original,
        Optional<String> channel) {
    public static final Conversation NONE =
            new Conversation(Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Optional.empty());

    public Conversation {
        to = List.copyOf(to);
        references = List.copyOf(references);
    }

    /** With nothing known but these. */
    public Conversation(
            Optional<String> from,
            Optional<String> subject,
            Optional<String> messageId,
            List<String> references,
            Optional<String> url) {
        this(
                from,
                Optional.empty(),
                List.of(),
                subject,
                messageId,
                references,
                url,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** As it came in by this account. */
    public Conversation by(String brought, String network) {
        return new Conversation(
                from,
                replyTo,
                to,
                subject,
                messageId,
                references,
                url,
                Optional.of(brought),
                auto,
                original,
                Optional.of(network));
    }

    /** Reads the detail of a ledger's source entry; keys that are missing are empty, others ignored. */
    public static Conversation of(Map<String, String> detail) {
        return new Conversation(
                one(detail, "from"),
                one(detail, "reply_to"),
                lines(detail, "to"),
                one(detail, "subject"),
                one(detail, "message_id"),
                lines(detail, "references"),
                one(detail, "url"),
                one(detail, "account"),
                one(detail, "auto"),
                one(detail, "original"),
                one(detail, "channel"));
    }

    /** The detail of a ledger's source entry; lists have one element a line, empty values are left out. */
    public Map<String, String> toMap() {
        TreeMap<String, String> detail = new TreeMap<>();
        from.ifPresent(value -> detail.put("from", value));
        replyTo.ifPresent(value -> detail.put("reply_to", value));
        detail.put("to", String.join("\n", to));
        subject.ifPresent(value -> detail.put("subject", value));
        messageId.ifPresent(value -> detail.put("message_id", value));
        detail.put("references", String.join("\n", references));
        url.ifPresent(value -> detail.put("url", value));
        account.ifPresent(value -> detail.put("account", value));
        auto.ifPresent(value -> detail.put("auto", value));
        original.ifPresent(value -> detail.put("original", value));
        channel.ifPresent(value -> detail.put("channel", value));
        detail.values().removeIf(String::isEmpty);
        return Map.copyOf(detail);
    }

    private static Optional<String> one(Map<String, String> detail, String key) {
        return Optional.ofNullable(detail.get(key)).filter(value -> !value.isEmpty());
    }

    private static List<String> lines(Map<String, String> detail, String key) {
        return Arrays.stream(detail.getOrDefault(key, "").split("\n", -1))
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
