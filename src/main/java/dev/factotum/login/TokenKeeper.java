package dev.factotum.login;

import dev.factotum.http.Http;
import dev.factotum.problem.ProblemException;
import dev.factotum.secret.Alone;
import dev.factotum.secret.SecretStore;
import dev.factotum.secret.SecretStore.Got;
import dev.factotum.world.LockFile.Held;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one OAuth login alive. It is refreshed by one thread of one process at a time; the others take what that one got.
 * Fresh tokens are durable in the store before anybody uses them, for a provider that takes each refresh token only once
 * would lock us out after a crash. Thread-safe.
 */
public final class TokenKeeper {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final World world;
    private final SecretStore store;
    private final Http http;
    private final Consumer<String> conceal;
    private final String name;

    /** Got, and not yet kept: the disk refused. */
    private @Nullable Tokens unkept;

    /**
     * @param name of the secret that holds the login
     * @param conceal takes each token before anybody else sees it
     */
    public TokenKeeper(World world, SecretStore store, Http http, Consumer<String> conceal, String name) {
        this.world = world;
        this.store = store;
        this.http = http;
        this.conceal = conceal;
        this.name = name;
    }

    /** A token for the next call; refreshed where it is over. */
    public Access access() throws InterruptedException {
        return guarded(() -> {
            Read read = read();
            Tokens tokens = read.tokens();
            boolean good = tokens == null || !tokens.ended(now());
            return good && !pending() ? read.access() : fresh(Optional.empty());
        });
    }

    /** The provider refused this token: another one, or why there is none. */
    public Access renew(String refused) throws InterruptedException {
        return guarded(() -> fresh(Optional.of(refused)));
    }

    /** Letters that differ once a person has logged in anew, the same over all refreshes; empty where no login is kept. */
    public Optional<String> mark() throws InterruptedException {
        try {
            return Optional.ofNullable(read().tokens()).map(Tokens::born);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** What stands in the store. @param access where it holds no login, why */
    private record Read(@Nullable Tokens tokens, Access access) {}

    private Read read() throws IOException, InterruptedException {
        return switch (store.get(name)) {
            case Got.Absent absent ->
                new Read(null, new Access.Ended("no login “" + name + "” is kept on this machine"));
            case Got.Failed(var problem) -> new Read(null, new Access.Later(problem.oneLine()));
            case Got.Held held -> {
                Optional<Tokens> tokens = Tokens.parse(held.secret().reveal());
                tokens.ifPresent(this::concealed);
                yield tokens.map(known -> new Read(known, new Access.Valid(known.access())))
                        .orElseGet(
                                () -> new Read(null, new Access.Ended("what is kept as “" + name + "” is no login")));
            }
        };
    }

    private void concealed(Tokens tokens) {
        conceal.accept(tokens.access());
        tokens.refresh().ifPresent(conceal);
        tokens.client().secret().ifPresent(conceal);
    }

    /** Whoever waits here finds what the one before them got. @param refused a token that is not to be given again */
    @SuppressWarnings("try") // holding the lock is its whole use
    private Access fresh(Optional<String> refused) throws IOException, InterruptedException {
        Path locks = world.processes().stateFolder().resolve("logins.lock");
        try (Held held = Alone.take(world, locks, position(), PATIENCE)) {
            keepPending();
            Read read = read();
            Tokens tokens = read.tokens();
            if (tokens == null) {
                return read.access();
            }
            boolean another = refused.filter(tokens.access()::equals).isEmpty();
            return another && !tokens.ended(now()) ? read.access() : refreshed(tokens);
        }
    }

    private Access refreshed(Tokens old) throws IOException, InterruptedException {
        if (old.refresh().isEmpty()) {
            return new Access.Ended(old.home().title() + " takes the login no more, and it cannot be refreshed");
        }
        TokenEndpoint endpoint = new TokenEndpoint(old, http, world.clock(), conceal);
        return switch (endpoint.refresh(old)) {
            case Granted.Given(Tokens given) -> {
                synchronized (this) {
                    unkept = given;
                }
                keepPending();
                yield new Access.Valid(given.access());
            }
            case Granted.Refused(String error, String reason) ->
                TokenEndpoint.over(error) ? new Access.Ended(reason) : new Access.Later(reason);
            case Granted.Lost(String reason) -> new Access.Later(reason);
        };
    }

    private synchronized boolean pending() {
        return unkept != null;
    }

    private void keepPending() throws IOException, InterruptedException {
        Tokens waiting;
        synchronized (this) {
            waiting = unkept;
        }
        if (waiting != null) {
            store.put(name, waiting.text(), Optional.empty());
            synchronized (this) {
                unkept = null;
            }
        }
    }

    private Instant now() {
        return world.clock().instant();
    }

    /** Logins whose names come to the same number wait for each other, and that is all. */
    private long position() {
        CRC32 sum = new CRC32();
        sum.update(name.getBytes(StandardCharsets.UTF_8));
        return sum.getValue();
    }

    private interface Asking {
        Access ask() throws IOException, InterruptedException;
    }

    private static Access guarded(Asking asking) throws InterruptedException {
        try {
            return asking.ask();
        } catch (ProblemException refused) {
            return new Access.Later(refused.problem().oneLine());
        } catch (IOException refused) {
            return new Access.Later("the login cannot be read or kept: " + refused.getMessage());
        }
    }
}
