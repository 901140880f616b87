package dev.factotum.channel.x;

import dev.factotum.channel.port.Act;
import dev.factotum.channel.port.Api;
import dev.factotum.channel.port.Health;
import dev.factotum.channel.port.Line;
import dev.factotum.channel.port.OwnPosts;
import dev.factotum.config.Settings.AccountSettings;
import dev.factotum.tool.ToolError;
import dev.factotum.tool.ToolId;
import dev.factotum.tool.Watcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One account on X. Thread-safe. */
final class XLine implements Line {
    private final AccountSettings account;
    private final Reader reader;
    private final Allowance allowance;
    private final Watcher mentions;
    private final Map<String, Act> acts;

    XLine(AccountSettings account, Api api, Reader reader, Upload upload, Book book, Allowance allowance) {
        this.account = account;
        this.reader = reader;
        this.allowance = allowance;
        this.mentions = new Mentions(reader, allowance, book, account);
        Publisher publisher = new Publisher(api, reader, book);
        Addresses addresses = new Addresses(book);
        boolean enterprise = account.rest().getOrDefault("plan", "").strip().equals("enterprise");
        this.acts = Map.of(
                "x.post", new PostAct(publisher, upload, addresses, enterprise),
                "x.thread", new ThreadAct(publisher, addresses, book),
                "x.delete", new DeleteAct(api, reader, book),
                "x.hide_reply", new HideAct(api),
                "x.search",
                        new ReadAct(
                                allowance,
                                arguments -> reader.search(
                                        arguments.text("query"),
                                        arguments.has("order") ? arguments.text("order") : "recency",
                                        XSearch.most(arguments))),
                "x.lookup",
                        new ReadAct(
                                allowance,
                                arguments -> reader.lookup(arguments.list("posts").stream()
                                        .map(XPostRef::id)
                                        .distinct()
                                        .toList())));
    }

    @Override
    public Optional<Act> act(ToolId tool) {
        return Optional.ofNullable(acts.get(tool.value()));
    }

    @Override
    public Health health() throws InterruptedException {
        return switch (reader.ask()) {
            case Reader.Who.Unknown(ToolError error) -> new Health.Ill(error);
            case Reader.Who.Known(BookState.Me me) -> {
                List<String> notes = new ArrayList<>();
                if (!me.handle().toLowerCase(Locale.ROOT).equals(written())) {
                    notes.add("agent.yaml calls it " + account.handle() + ": write handle: \"" + me.handle() + "\"");
                }
                notes.add(allowance.words());
                notes.add("a post costs " + XPrices.POST + " USD, with a link " + XPrices.POST_WITH_LINK
                        + ", an answer to a mention " + XPrices.SUMMONED_REPLY + " (" + XPrices.AS_OF + ")");
                notes.add("X takes replies only where the author mentioned or quoted the account, and quotes from"
                        + " Enterprise apps only");
                notes.add("X wants automated accounts labelled, and its written approval before AI writes replies");
                notes.add("whether the login may write shows at the first post: it needs tweet.read, tweet.write,"
                        + " users.read, media.write and, to hide replies, tweet.moderate.write");
                yield new Health.Well(me.handle(), notes);
            }
        };
    }

    private String written() {
        String handle = account.handle().toLowerCase(Locale.ROOT);
        return handle.startsWith("@") ? handle : "@" + handle;
    }

    @Override
    public List<Watcher> watchers() {
        return List.of(mentions);
    }

    @Override
    public Optional<OwnPosts> posts() {
        return Optional.of(this::recent);
    }

    /** Counted like every other read, and none where the day's reads are used up. */
    private OwnPosts.Looked recent(int most) throws InterruptedException {
        Optional<ToolError> none = allowance.usedUp();
        if (none.isPresent()) {
            return new OwnPosts.Looked.Failed(none.get());
        }
        return switch (reader.own(Optional.empty(), most)) {
            case Reader.Read.Failed(ToolError error) -> new OwnPosts.Looked.Failed(error);
            case Reader.Read.Found found ->
                new OwnPosts.Looked.Posts(found.posts().stream()
                        .limit(most)
                        .map(seen -> new OwnPosts.Post(
                                seen.id(), seen.url(), seen.at(), seen.text(), seen.answers(), seen.counts()))
                        .toList());
        };
    }
}
