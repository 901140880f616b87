package dev.factotum.channel.port;

import dev.factotum.config.Settings;
import dev.factotum.config.Settings.AccountSettings;
import dev.factotum.tool.Watcher;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The accounts that are live, each opened once for as long as its settings stay the same. Thread-safe. */
public final class Lines implements AutoCloseable {
    private final Map<String, Channel> channels = new HashMap<>();
    private final Optional<Ground> ground;
    private final Supplier<Settings> settings;
    private final Map<String, Open> open = new HashMap<>();

    /** No account at all: every channel is simulated. */
    public static Lines none() {
        return new Lines();
    }

    private Lines() {
        this.ground = Optional.empty();
        this.settings = () -> {
            throw new IllegalStateException("no account is used here");
        };
    }

    private record Open(AccountSettings settings, Line line) {}

    public Lines(List<Channel> channels, Ground ground, Supplier<Settings> settings) {
        channels.forEach(channel -> this.channels.put(channel.id(), channel));
        this.ground = Optional.of(ground);
        this.settings = settings;
    }

    /** The account of this name, where it is live and of a channel that there is. */
    public Optional<Line> of(String account) {
        if (channels.isEmpty()) {
            return Optional.empty();
        }
        AccountSettings present = settings.get().accounts().get(account);
        return present == null || !present.live() ? Optional.empty() : of(present);
    }

    /** An account as these settings have it, live or not yet. */
    public Optional<Line> of(AccountSettings account) {
        Channel channel = channels.get(account.channel());
        if (channel == null || ground.isEmpty()) {
            return Optional.empty();
        }
        synchronized (open) {
            Open before = open.get(account.name());
            if (before != null && before.settings().equals(account)) {
                return Optional.of(before.line());
            }
            if (before != null) {
                before.line().close();
            }
            Line line = channel.open(account, ground.get());
            open.put(account.name(), new Open(account, line));
            return Optional.of(line);
        }
    }

    /** The channel of this id. */
    public Optional<Channel> channel(String id) {
        return Optional.ofNullable(channels.get(id));
    }

    /** Whom to ask for news, of all accounts that are live. */
    public List<Watcher> watchers() {
        return live().stream().flatMap(one -> one.line().watchers().stream()).toList();
    }

    /** An account that is live. */
    public record Live(AccountSettings account, Line line) {}

    /** All accounts that are live, by name. */
    public List<Live> live() {
        return channels.isEmpty()
                ? List.of()
                : settings.get().accounts().values().stream()
                        .sorted(Comparator.comparing(AccountSettings::name))
                        .flatMap(account -> of(account.name()).map(line -> new Live(account, line)).stream())
                        .toList();
    }

    @Override
    public void close() {
        synchronized (open) {
            open.values().forEach(one -> one.line().close());
            open.clear();
        }
    }
}
