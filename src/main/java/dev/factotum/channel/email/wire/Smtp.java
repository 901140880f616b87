package dev.factotum.channel.email.wire;

import dev.factotum.tool.ToolError;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * Hands mails to a server (RFC 5321), each over a connection of its own, once and to all receivers or to none: where a
 * single one is refused the mail is taken back before its text is sent. Thread-safe.
 */
public final class Smtp {
    private static final int DEEPEST = 20;

    private final Host host;
    private final Login login;
    private final Patience patience;

    public Smtp(Host host, Login login, Patience patience) {
        this.host = host;
        this.login = login;
        this.patience = patience;
    }

    /** @param mail whole, with its headers; Bcc is left out on the way @param to bare addresses */
    public Delivery send(byte[] mail, String from, List<String> to) {
        String word = login.word().get();
        try (Wire wire = new Wire(session(from))) {
            ToolError refused = connected(wire, word);
            return refused == null ? handed(wire, mail, to, word) : new Delivery.Refused(refused);
        }
    }

    /** Logs in and out again; empty where that works. */
    public Optional<ToolError> health() {
        String word = login.word().get();
        try (Wire wire = new Wire(session(""))) {
            return Optional.ofNullable(connected(wire, word));
        }
    }

    private @Nullable ToolError connected(Wire wire, String word) {
        boolean open = login.user().isEmpty();
        try {
            wire.connect(host.name(), host.port(), open ? null : login.user(), open ? null : word);
            return null;
        } catch (AuthenticationFailedException refused) {
            int code = wire.getLastReturnCode();
            String said = shown(refused.getMessage(), word);
            if (code == 334) {
                return new ToolError.Auth(host + " refuses the login: " + said, login.scheme() == Login.Scheme.TOKEN);
            }
            return code >= 400
                    ? reply(code, refused.getMessage(), word)
                    : code > 0
                            ? new ToolError.Permission(host + " offers no way to log in that is known here: " + said)
                            : new ToolError.Transient(host + " broke off at the login");
        } catch (MessagingException failed) {
            return wire.getLastReturnCode() >= 400
                    ? reply(wire.getLastReturnCode(), wire.getLastServerResponse(), word)
                    : unreached(host, shown(cause(failed), word), failed);
        }
    }

    private Delivery handed(Wire wire, byte[] mail, List<String> to, String word) {
        try {
            Address[] receivers = new Address[to.size()];
            for (int i = 0; i < receivers.length; i++) {
                receivers[i] = new InternetAddress(to.get(i), true);
            }
            MimeMessage message =
                    new MimeMessage(Session.getInstance(new java.util.Properties()), new ByteArrayInputStream(mail));
            wire.begin();
            wire.sendMessage(message, receivers);
            return new Delivery.Accepted(shown(wire.getLastServerResponse(), word));
        } catch (MessagingException failed) {
            int code = wire.code();
            if (wire.dotted() && code < 400) {
                return new Delivery.Unclear(
                        "the connection to " + host + " was lost after the whole mail was sent and before its answer");
            }
            List<String> refusals = refusals(failed);
            if (!refusals.isEmpty()) {
                return new Delivery.Refused(refused(failed, refusals, word), true);
            }
            return code >= 400
                    ? new Delivery.Refused(reply(code, wire.said(), word), true)
                    : new Delivery.Refused(new ToolError.Transient("the connection to " + host
                            + " was lost before the whole mail was sent: " + shown(cause(failed), word)));
        }
    }

    /** Each refused receiver with the server's word on it. */
    private static List<String> refusals(MessagingException failed) {
        List<String> refusals = new ArrayList<>();
        for (Exception at = failed; at instanceof MessagingException one; at = one.getNextException()) {
            if (one instanceof SMTPAddressFailedException address && refusals.size() < 5) {
                refusals.add(address.getAddress().getAddress() + ": " + address.getMessage());
            }
        }
        return refusals;
    }

    /** The worst of them decides: one that never heals before one that passes. */
    private ToolError refused(MessagingException failed, List<String> refusals, String word) {
        int worst = 0;
        String said = "";
        for (Exception at = failed; at instanceof MessagingException one; at = one.getNextException()) {
            if (one instanceof SMTPAddressFailedException address && address.getReturnCode() > worst) {
                worst = address.getReturnCode();
                said = address.getMessage();
            }
        }
        String all = shown(String.join("; ", refusals), word);
        return switch (reply(worst, said, word)) {
            case ToolError.Transient _ -> new ToolError.Transient("put off, sent to nobody: " + all);
            case ToolError.RateLimited limited -> limited;
            case ToolError.ContentPolicy _ -> new ToolError.ContentPolicy("refused, sent to nobody: " + all);
            case ToolError.Auth auth -> auth;
            case ToolError.Permission _ -> new ToolError.Permission("refused, sent to nobody: " + all);
            case ToolError _ -> new ToolError.Validation("refused, sent to nobody: " + all);
        };
    }

    private ToolError reply(int code, @Nullable String said, String word) {
        return SmtpReply.error(
                code,
                shown(said, word),
                login.scheme() == Login.Scheme.TOKEN,
                patience.clock().instant());
    }

    private String shown(@Nullable String said, String word) {
        return Login.shown(said == null ? "no answer" : said, login.user(), word);
    }

    private static String cause(MessagingException failed) {
        Throwable at = failed;
        for (int depth = 0; depth < DEEPEST && at.getCause() != null; depth++) {
            at = at.getCause();
        }
        return String.valueOf(at.getMessage());
    }

    /** A server that could not be talked to: mostly that passes, but a certificate that is not believed does not. */
    static ToolError unreached(Host host, String why, MessagingException failed) {
        for (Throwable at = failed; at != null; at = at.getCause()) {
            if (at instanceof SSLException) {
                return new ToolError.Permission(host + " could not be talked to in secret: " + why);
            }
        }
        return String.valueOf(failed.getMessage()).contains("STARTTLS is required")
                ? new ToolError.Permission(host + " offers no STARTTLS, so nothing was said to it")
                : new ToolError.Transient(host + " cannot be reached: " + why);
    }

    private Session session(String from) {
        Session session = patience.session("smtp", host, login);
        session.getProperties()
                .setProperty("mail.smtp.auth", Boolean.toString(!login.user().isEmpty()));
        session.getProperties().setProperty("mail.smtp.from", from);
        session.getProperties().setProperty("mail.smtp.localhost", "[127.0.0.1]");
        session.getProperties().setProperty("mail.smtp.quitwait", "false");
        return session;
    }

    /** Knows whether the dot that ends a mail may have left: from then on, silence proves nothing. */
    private static final class Wire extends SMTPTransport {
        private boolean dotted;
        private int code;
        private String said = "";

        Wire(Session session) {
            super(session, null);
        }

        @Override
        protected synchronized void finishData() throws IOException, MessagingException {
            dotted = true;
            code = 0;
            super.finishData();
        }

        /** Remembers the last answer that refuses; what follows it is only the taking back. */
        @Override
        protected int readServerResponse() throws MessagingException {
            int answered = super.readServerResponse();
            if (answered >= 400 || code < 400) {
                code = answered;
                said = String.valueOf(getLastServerResponse());
            }
            return answered;
        }

        /** Forgets what was refused on the way in, such as one of two ways to log in. */
        void begin() {
            code = 0;
        }

        boolean dotted() {
            return dotted;
        }

        int code() {
            return code;
        }

        String said() {
            return said;
        }

        @Override
        public synchronized void close() {
            try {
                super.close();
            } catch (MessagingException gone) {
                // The server closed first.
                said = said + "";
            }
        }
    }
}
