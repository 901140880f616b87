package dev.factotum.channel.x;

import dev.factotum.channel.port.Heard;
import dev.factotum.channel.port.Heard.Above;
import dev.factotum.channel.port.WatcherName;
import dev.factotum.config.DurationText;
import dev.factotum.config.Settings.AccountSettings;
import dev.factotum.tool.ToolError;
import dev.factotum.tool.Watcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Asks X who mentioned us since the newest mention that is a matter. X lists the newest first, a hundred at a time; where
 * more came, the cursor keeps the newest and the oldest of those that were taken, and the next look goes on between.
 */
final class Mentions implements Watcher {
    private static final Duration USUAL = Duration.ofMinutes(5);
    private static final Duration LEAST = Duration.ofMinutes(1);

    /** How far back the first look goes. */
    private static final Duration FIRST = Duration.ofDays(1);

    private static final int MOST = 100;

    private final Reader reader;
    private final Allowance allowance;
    private final Book book;
    private final AccountSettings account;

    Mentions(Reader reader, Allowance allowance, Book book, AccountSettings account) {
        this.reader = reader;
        this.allowance = allowance;
        this.book = book;
        this.account = account;
    }

    @Override
    public String name() {
        return WatcherName.of(account.name(), "mentions");
    }

    @Override
    public Duration every() {
        Duration wanted =
                DurationText.parse(account.rest().getOrDefault("watch", "")).orElse(USUAL);
        return allowance.pace(wanted.compareTo(LEAST) < 0 ? LEAST : wanted);
    }

    @Override
    public News look(Optional<String> cursor) throws InterruptedException {
        Optional<ToolError> none = allowance.usedUp();
        if (none.isPresent()) {
            return new News.Failed(none.get());
        }
        Cursor from = Cursor.of(cursor);
        Reader.Read read = reader.mentions(
                from.done(),
                from.before(),
                from.done().isEmpty() && from.before().isEmpty()
                        ? Optional.of(book.now().minus(FIRST))
                        : Optional.empty(),
                MOST);
        return switch (read) {
            case Reader.Read.Failed(ToolError error) -> new News.Failed(error);
            case Reader.Read.Found found -> news(found, from);
        };
    }

    private News news(Reader.Read.Found found, Cursor from) throws InterruptedException {
        String us = reader.me() instanceof Reader.Who.Known(BookState.Me me) ? me.id() : "";
        List<Arrival> arrivals = new ArrayList<>();
        found.posts().stream()
                .filter(seen -> !seen.author().equals(us))
                .forEach(seen -> arrivals.add(heard(seen, found, us).arrival()));
        return new News.Items(arrivals, from.behind(found));
    }

    private Heard heard(Seen seen, Reader.Read.Found found, String us) {
        Optional<Seen> above = seen.answers().map(found.beside()::get);
        boolean ours = above.map(one -> one.author().equals(us)).orElse(false);
        List<Above> thread = new ArrayList<>();
        seen.quotes()
                .map(found.beside()::get)
                .ifPresent(one -> thread.add(new Above(called(one) + " (quoted)", one.text())));
        above.ifPresent(one -> thread.add(new Above(called(one), one.text())));
        String who = called(seen);
        return new Heard(
                "x:" + seen.id(),
                account.name(),
                XChannel.ID,
                ours ? "comment" : "mention",
                who,
                seen.url(),
                (ours ? "Reply by " : "Mention by ") + who + " on X",
                seen.text(),
                thread);
    }

    private static String called(Seen seen) {
        return seen.handle().isEmpty() ? "@" + seen.author() : seen.handle();
    }

    /**
     * Where to go on.
     *
     * @param done all mentions up to this one are matters
     * @param before those from {@code newest} down to this one are, too
     */
    record Cursor(Optional<String> done, Optional<String> before, Optional<String> newest) {
        static Cursor of(Optional<String> text) {
            String[] parts = text.orElse("").split("/", -1);
            return new Cursor(
                    part(parts, 0),
                    parts.length == 3 ? part(parts, 1) : Optional.empty(),
                    parts.length == 3 ? part(parts, 2) : Optional.empty());
        }

        private static Optional<String> part(String[] parts, int index) {
            return Optional.of(parts[index]).filter(XPostRef::number);
        }

        /** The cursor once these are matters. */
        Optional<String> behind(Reader.Read.Found found) {
            Comparator<String> byAge = (one, other) -> one.equals(other) ? 0 : XPostRef.newer(one, other) ? 1 : -1;
            Optional<String> top = newest.or(
                            () -> found.posts().stream().map(Seen::id).max(byAge))
                    .or(() -> done);
            Optional<String> bottom =
                    found.posts().stream().map(Seen::id).min(byAge).or(() -> before);
            boolean more = found.next().isPresent() && bottom.isPresent();
            return more ? Optional.of(done.orElse("") + "/" + bottom.get() + "/" + top.orElse(bottom.get())) : top;
        }
    }
}
