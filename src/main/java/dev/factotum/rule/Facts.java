package dev.factotum.rule;

import dev.factotum.config.Settings;
import dev.factotum.engine.Planner.Item;
import dev.factotum.plan.Mentions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What rules ask about a matter.
 *
 * @param known true where the sender is a contact or writes from a client's domain
 * @param subject the message's subject, else the matter's title
 * @param body at most {@link Mentions#LIMIT} chars
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
        Optional<String> channel,
        Duration age) {
    static Facts of(Item item) {
        Optional<Sender> from = item.conversation().from().flatMap(text -> Sender.of(text, item.settings()));
        Optional<String> account = item.account().isPresent()
                ? item.account()
                : item.conversation().account();
        String body = item.body();
        return new Facts(
                item.kind().toLowerCase(Locale.ROOT),
                from,
                from.isPresent() && from.get().known(item.settings()),
                item.conversation().to(),
                item.conversation().subject().orElse(item.text().title()),
                body.length() > Mentions.LIMIT ? body.substring(0, Mentions.LIMIT) : body,
                item.enclosed(),
                item.conversation().auto(),
                item.client(),
                account,
                channel(item, account),
                Duration.between(item.born(), item.now()));
    }

    /** The first sum of money in the subject, else in the body. */
    Optional<String> amount() {
        return first(Mentions.amounts(subject), Mentions.amounts(body));
    }

    /** The first link in the subject, else in the body. */
    Optional<String> link() {
        return first(Mentions.links(subject), Mentions.links(body));
    }

    private static Optional<String> first(Set<String> one, Set<String> other) {
        return one.stream().findFirst().or(() -> other.stream().findFirst());
    }

    /** What the source said of itself, else the account's channel, else what the link's host tells. */
    private static Optional<String> channel(Item item, Optional<String> account) {
        return item.conversation()
                .channel()
                .or(() -> item.text().properties().text("channel"))
                .or(() -> account.map(name -> item.settings().accounts().get(name))
                        .map(Settings.AccountSettings::channel))
                .or(() -> item.conversation().url().flatMap(Facts::byHost))
                .map(channel -> channel.toLowerCase(Locale.ROOT));
    }

    private static Optional<String> byHost(String url) {
        String host =
                url.replaceFirst("^https?://", "").replaceFirst("[/?#:].*", "").toLowerCase(Locale.ROOT);
        return switch (host.startsWith("www.") ? host.substring(4) : host) {
            case "x.com", "twitter.com", "mobile.twitter.com" -> Optional.of("x");
            case "bsky.app" -> Optional.of("bluesky");
            case "linkedin.com" -> Optional.of("linkedin");
            case "mastodon.social", "mastodon.online" -> Optional.of("mastodon");
            default -> Optional.empty();
        };
    }

    /** The address alone of {@code Name <address>}. */
    static String bare(String mailbox) {
        int open = mailbox.lastIndexOf('<');
        return open < 0
                ? mailbox.strip()
                : mailbox.substring(open + 1).replaceFirst(">.*", "").strip();
    }
}
