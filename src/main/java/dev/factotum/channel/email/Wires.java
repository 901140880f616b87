package dev.factotum.channel.email;

import dev.factotum.channel.email.wire.Asked;
import dev.factotum.channel.email.wire.Delivery;
import dev.factotum.channel.email.wire.Imap;
import dev.factotum.channel.email.wire.Login;
import dev.factotum.channel.email.wire.Patience;
import dev.factotum.channel.email.wire.Smtp;
import dev.factotum.channel.port.AccountLogin;
import dev.factotum.channel.port.BearerKey;
import dev.factotum.channel.port.Gate;
import dev.factotum.channel.port.Ground;
import dev.factotum.config.Settings.AccountSettings;
import dev.factotum.tool.ToolError;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One account's way to its servers. Every use passes the account's {@link Gate}; a login that is refused for its age is had
 * anew, once. Thread-safe.
 */
final class Wires {
    private static final Logger LOG = LoggerFactory.getLogger(Wires.class);
    private static final String SENDING = "smtp";
    private static final String READING = "imap";

    private final MailSettings settings;
    private final AccountSettings account;
    private final AccountLogin authority;
    private final Gate gate;
    private final Patience patience;

    /** Servers allow few connections of one account at once. */
    private final Semaphore readers = new Semaphore(3);

    Wires(MailSettings settings, AccountSettings account, Ground ground, Patience patience) {
        this.settings = settings;
        this.account = account;
        this.authority = new AccountLogin(account, ground);
        this.gate = new Gate(ground.vault(), account.name(), "the mail server of " + account.name());
        this.patience = patience;
    }

    MailSettings settings() {
        return settings;
    }

    String account() {
        return account.name();
    }

    Delivery send(byte[] mail, List<String> to) throws InterruptedException {
        String from = settings.address().address();
        return through(
                SENDING,
                login -> new Smtp(settings.smtp(), login, patience).send(mail, from, to),
                Delivery.Refused::new,
                Wires::of);
    }

    /** Logs in at the server that sends, and out again. */
    Optional<ToolError> sends() throws InterruptedException {
        return through(
                SENDING,
                login -> new Smtp(settings.smtp(), login, patience).health(),
                Optional::of,
                error -> new Said(error, error.isEmpty(), false));
    }

    <T> Asked<T> read(Function<Imap, Asked<T>> question) throws InterruptedException {
        if (settings.imap().isEmpty()) {
            return new Asked.Silent<>(
                    new ToolError.Permission("the account " + account.name() + " has no mailbox to look into"));
        }
        readers.acquire();
        try {
            return through(
                    READING,
                    login -> question.apply(new Imap(settings.imap().get(), login, patience)),
                    Asked.Silent::new,
                    asked -> asked instanceof Asked.Silent<T>(ToolError error)
                            ? new Said(Optional.of(error), false, false)
                            : new Said(Optional.empty(), true, false));
        } finally {
            readers.release();
        }
    }

    /** What an answer says about the account: a fault, that the server talks, that nobody knows. */
    private record Said(Optional<ToolError> error, boolean talked, boolean unclear) {}

    private static Said of(Delivery delivery) {
        return switch (delivery) {
            case Delivery.Accepted _ -> new Said(Optional.empty(), true, false);
            case Delivery.Refused(ToolError error, boolean talked) -> new Said(Optional.of(error), talked, false);
            case Delivery.Unclear _ -> new Said(Optional.empty(), false, true);
        };
    }

    private <R> R through(
            String bucket, Function<Login, R> use, Function<ToolError, R> failed, Function<R, Said> meaning)
            throws InterruptedException {
        Optional<ToolError> closed = gate.closed(bucket, authority.mark());
        if (closed.isPresent()) {
            return failed.apply(closed.get());
        }
        R result = once(use, failed);
        if (renewable(meaning.apply(result)) && authority.renew().isEmpty()) {
            result = once(use, failed);
        }
        tell(bucket, meaning.apply(result));
        return result;
    }

    private <R> R once(Function<Login, R> use, Function<ToolError, R> failed) throws InterruptedException {
        return switch (authority.word()) {
            case BearerKey.Key.Missing(ToolError error) -> failed.apply(error);
            case BearerKey.Key.There(String word) -> use.apply(login(word));
        };
    }

    private Login login(String word) {
        return new Login(word.isEmpty() ? "" : settings.user(), settings.scheme(), () -> word);
    }

    private static boolean renewable(Said said) {
        @Nullable ToolError error = said.error().orElse(null);
        return error instanceof ToolError.Auth auth && auth.refreshable();
    }

    private void tell(String bucket, Said said) throws InterruptedException {
        try {
            if (said.unclear()) {
                gate.failed();
            } else if (said.talked()
                    && !(said.error().orElse(null) instanceof ToolError.RateLimited)
                    && !(said.error().orElse(null) instanceof ToolError.ContentPolicy)) {
                gate.answered(bucket, Optional.empty());
            } else if (said.error().isPresent()) {
                gate.refused(bucket, said.error().get(), authority.mark());
            }
        } catch (IOException unwritable) {
            // What the server did stays true: all that this could do is to save calls.
            LOG.atWarn()
                    .addKeyValue("why", unwritable.getClass().getSimpleName())
                    .log("account's state not kept");
        }
    }

    /** A way in for one who listens, whose login is asked for at each connection. */
    Optional<Imap> listening() {
        return settings.imap()
                .map(host -> new Imap(host, new Login(settings.user(), settings.scheme(), this::word), patience));
    }

    /** Whether the account may be asked for mail at present. */
    boolean open() {
        try {
            return gate.closed(READING, authority.mark()).isEmpty();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private String word() {
        try {
            return authority.word() instanceof BearerKey.Key.There(String word) ? word : "";
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
