package dev.factotum.report;

import dev.factotum.channel.port.OwnPosts;
import dev.factotum.channel.port.OwnPosts.Looked;
import dev.factotum.channel.port.OwnPosts.Post;
import dev.factotum.channel.port.WatcherName;
import dev.factotum.config.DurationText;
import dev.factotum.config.Settings.AccountSettings;
import dev.factotum.tool.ToolError;
import dev.factotum.tool.Watcher;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Looks at an account's own posts, once a day unless {@code accounts.NAME.metrics} says otherwise: how they fare goes to
 * Metrics/, and where nothing says yet how the account sounds, its posts are written down for that.
 */
public final class PostRecords implements Watcher {
    /** As many as show how somebody sounds; on some platforms each one that is read costs money. */
    static final int MOST = 20;

    private static final Duration USUAL = Duration.ofDays(1);
    private static final Duration LEAST = Duration.ofMinutes(15);

    private final AccountSettings account;
    private final OwnPosts posts;
    private final MetricsNote metrics;
    private final StyleNote style;

    private PostRecords(AccountSettings account, OwnPosts posts, Vault vault, ZoneId zone) {
        this.account = account;
        this.posts = posts;
        this.metrics = new MetricsNote(vault, account, zone);
        this.style = new StyleNote(vault, account);
    }

    /** Empty where {@code accounts.NAME.metrics} is {@code off}. */
    public static Optional<Watcher> of(AccountSettings account, OwnPosts posts, Vault vault, ZoneId zone) {
        return account.rest().getOrDefault("metrics", "").equals("off")
                ? Optional.empty()
                : Optional.of(new PostRecords(account, posts, vault, zone));
    }

    @Override
    public String name() {
        return WatcherName.of(account.name(), "posts");
    }

    @Override
    public Duration every() {
        Duration wanted =
                DurationText.parse(account.rest().getOrDefault("metrics", "")).orElse(USUAL);
        return wanted.compareTo(LEAST) < 0 ? LEAST : wanted;
    }

    /** Its news are no matters: what it saw stands in the vault when it answers. */
    @Override
    public News look(Optional<String> cursor) throws InterruptedException {
        return switch (posts.recent(MOST)) {
            case Looked.Failed(ToolError error) -> new News.Failed(error);
            case Looked.Posts(List<Post> seen) -> {
                try {
                    metrics.add(seen);
                    style.add(seen);
                    yield new News.Items(List.of(), Optional.empty());
                } catch (IOException full) {
                    yield new News.Failed(new ToolError.Transient("what was seen could not be written down ("
                            + full.getClass().getSimpleName() + ")"));
                }
            }
        };
    }
}
