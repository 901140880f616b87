package dev.factotum.channel.email;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.factotum.tool.Conversation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What an answer takes over from the mail it answers (RFC 5322 3.6.4); everything in it is distrusted. */
final class Answer {
    private static final Pattern PREFIX =
            Pattern.compile("(?i)^\\s*((re|aw|antw|sv|vs|rv|ref)(\\[\\d{1,3}\\])?\\s*:\\s*)+");
    private static final Pattern FORWARD = Pattern.compile("(?i)^\\s*((fwd?|wg|tr|rv|i)\\s*:\\s*)+");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\pC\\pZ]+");
    private static final Pattern ID = Pattern.compile("[!-;=?-~]{1,250}@[!-;=?-~]{1,250}");
    /** The first and the last ten are enough for every reader to keep the thread together. */
    private static final int REFERENCES = 11;

    private Answer() {}

    /** {@code Re: SUBJECT}, once, on one line. */
    static String subject(String answered) {
        String line = BLANKS.matcher(answered).replaceAll(" ").strip();
        Matcher prefix = PREFIX.matcher(line);
        return ("Re: " + (prefix.find() ? line.substring(prefix.end()) : line)).strip();
    }

    /** {@code Fwd: SUBJECT}, once, on one line. */
    static String forwarded(String passedOn) {
        String line = BLANKS.matcher(passedOn).replaceAll(" ").strip();
        Matcher prefix = FORWARD.matcher(line);
        return ("Fwd: " + (prefix.find() ? line.substring(prefix.end()) : line)).strip();
    }

    /** True for the addresses that a mail came from, or that it wants answers sent to. */
    static boolean speaksFor(String written, Conversation conversation) {
        return Stream.concat(conversation.from().stream(), conversation.replyTo().stream())
                .anyMatch(sender -> Addresses.ofSender(sender) instanceof Addresses.Read.Good(Mailbox from)
                        && Addresses.read(written) instanceof Addresses.Read.Good(Mailbox to)
                        && from.address().equalsIgnoreCase(to.address()));
    }

    /** The Message-ID of the mail answered, in angle brackets. */
    static Optional<String> inReplyTo(Conversation conversation) {
        return conversation.messageId().flatMap(Answer::messageId);
    }

    /** The thread's Message-IDs with the answered one last, separated by spaces; empty where none is known. */
    static String references(Conversation conversation) {
        List<String> ids = new ArrayList<>();
        conversation.references().forEach(id -> messageId(id).ifPresent(ids::add));
        inReplyTo(conversation).ifPresent(last -> {
            ids.remove(last);
            ids.add(last);
        });
        if (ids.size() > REFERENCES) {
            ids.subList(1, ids.size() - REFERENCES + 1).clear();
        }
        return String.join(" ", ids);
    }

    private static Optional<String> messageId(String written) {
        String id = written.strip();
        if (id.startsWith("<") && id.endsWith(">")) {
            id = id.substring(1, id.length() - 1);
        }
        return ID.matcher(id).matches() ? Optional.of("<" + id + ">") : Optional.empty();
    }
}
