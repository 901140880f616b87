package dev.factotum.channel.email.wire;

import dev.factotum.tool.ToolError;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.util.Locale;
import org.eclipse.angus.mail.imap.IMAPStore;

/** A mailbox on a server (RFC 3501), talked to over a connection for each question. Thread-safe. */
public final class Imap {
    private static final int DEEPEST = 20;
    private static final String FETCH = Integer.toString(1 << 20);

    private final Host host;
    private final Login login;
    private final Patience patience;

    public Imap(Host host, Login login, Patience patience) {
        this.host = host;
        this.login = login;
        this.patience = patience;
    }

    /** What is asked of a mailbox that is logged in to. */
    @FunctionalInterface
    interface Question<T> {
        T of(IMAPStore store) throws MessagingException, IOException;
    }

    Patience patience() {
        return patience;
    }

    Host host() {
        return host;
    }

    /** Logs in, asks, and logs out. */
    <T> Asked<T> ask(Question<T> question) {
        return ask(patience, question);
    }

    <T> Asked<T> ask(Patience given, Question<T> question) {
        String word = login.word().get();
        try (IMAPStore store = store(given)) {
            store.connect(host.name(), host.port(), login.user(), word);
            return new Asked.Told<>(question.of(store));
        } catch (AuthenticationFailedException refused) {
            String said = shown(refused, word);
            return new Asked.Silent<>(
                    said.toUpperCase(Locale.ROOT).contains("[UNAVAILABLE]")
                            ? new ToolError.Transient(host + " cannot say whether the login is right: " + said)
                            : new ToolError.Auth(
                                    host + " refuses the login: " + said, login.scheme() == Login.Scheme.TOKEN));
        } catch (MessagingException failed) {
            return new Asked.Silent<>(Smtp.unreached(host, shown(failed, word), failed));
        } catch (IOException failed) {
            return new Asked.Silent<>(new ToolError.Transient(host + " broke off: " + shown(failed, word)));
        }
    }

    private IMAPStore store(Patience patience) {
        Session session = patience.session("imap", host, login);
        session.getProperties().setProperty("mail.imap.fetchsize", FETCH);
        session.getProperties().setProperty("mail.imap.connectionpoolsize", "1");
        session.getProperties().setProperty("mail.imap.statuscachetimeout", "0");
        return new QuietStore(session);
    }

    private String shown(Throwable failed, String word) {
        Throwable at = failed;
        for (int depth = 0; depth < DEEPEST && at.getCause() != null; depth++) {
            at = at.getCause();
        }
        return Login.shown(String.valueOf(at.getMessage()), login.user(), word);
    }

    /** The library's store, which closes without a word: what has been told is true however the goodbye goes. */
    private static final class QuietStore extends IMAPStore {
        QuietStore(Session session) {
            super(session, null);
        }

        @Override
        public synchronized void close() {
            quietly(super::close);
        }
    }

    private interface Closing {
        void close() throws MessagingException;
    }

    private static boolean quietly(Closing closing) {
        try {
            closing.close();
            return true;
        } catch (MessagingException gone) {
            return false;
        }
    }
}
