package dev.factotum.rule;

import dev.factotum.engine.Planner.Item;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What rules ask about a matter.
 *
 * @param known true where the sender is a contact or writes from a client's domain
 * @param subject the message's subject, else the matter's title
 * @param body at most {@link Spotting#LIMIT} chars
 * @param attachments what came with it, without the message's own original
 */
record Facts(
        String kind,
        Optional<Sender> from,
        boolean known,
        List<String> to,
        String subject,
        String body,
        List<String> attachments,
        Optional<String> auto,
        Optional<String> client,
        Optional<String> account,
        Duration age) {
    static Facts of(Item item) {
        Optional<Sender> from = item.conversation().from().flatMap(text -> Sender.of(text, item.settings()));
        Optional<String> account =
                item.account().isPresent() ? item.account() : item.conversation().account();
        String body = item.body();
        return new Facts(
                item.kind().toLowerCase(Locale.ROOT),
                from,
                from.isPresent() && from.get().known(item.settings()),
                item.conversation().to(),
                item.conversation().subject().orElse(item.text().title()),
                body.length() > Spotting.LIMIT ? body.substring(0, Spotting.LIMIT) : body,
                item.attachments().stream()
                        .filter(name -> item.conversation().original().stream().noneMatch(name::equals))
                        .toList(),
                item.conversation().auto(),
                item.client(),
                account,
                Duration.between(item.born(), item.now()));
    }

    /** The address alone of {@code Name <address>}. */
    static String bare(String mailbox) {
        int open = mailbox.lastIndexOf('<');
        return open < 0 ? mailbox.strip() : mailbox.substring(open + 1).replaceFirst(">.*", "").strip();
    }
}
