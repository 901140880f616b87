package dev.factotum.channel.email;

import dev.factotum.channel.email.wire.Backlog;
import dev.factotum.channel.email.wire.Host;
import dev.factotum.channel.email.wire.Host.Security;
import dev.factotum.channel.email.wire.Login.Scheme;
import dev.factotum.config.DurationText;
import dev.factotum.config.Settings.AccountSettings;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

/**
 * What {@code accounts.NAME} says of a mailbox. An address is enough where its provider is known; else {@code server: HOST}
 * names one for both ways, or {@code imap:} and {@code smtp:} as {@code HOST[:PORT][ tls|starttls|none]}.
 *
 * @param imap empty with {@code imap: no}: then mail is only sent
 * @param name as receivers see the sender
 * @param files true where the provider puts what is sent into Sent by itself
 * @param since {@code now}, a date, or for how long back unread mail counts as new at first: {@code 7d}
 */
record MailSettings(
        Mailbox address,
        String name,
        String user,
        Scheme scheme,
        Optional<Host> imap,
        Host smtp,
        boolean files,
        String folder,
        String since,
        Duration every) {
    private static final int MOST_UNREAD = 50;
    private static final Duration USUAL = Duration.ofMinutes(5);

    /** What came of reading. */
    sealed interface Read {
        record Good(MailSettings settings) implements Read {}

        record Bad(String reason) implements Read {}
    }

    static Read read(AccountSettings account) {
        String where = "accounts." + account.name();
        if (!(Addresses.read(account.handle()) instanceof Addresses.Read.Good(Mailbox address))) {
            return new Read.Bad(where + ".handle is no mail address; write the one that it sends from");
        }
        String domain = address.address().substring(address.address().lastIndexOf('@') + 1);
        boolean gmail = account.rest().getOrDefault("api", "").equals("gmail");
        String server =
                gmail ? "google" : account.rest().getOrDefault("server", "").strip();
        Optional<Providers.Provider> known = Providers.of(server.isEmpty() ? domain : server);
        String host = server.isEmpty() ? domain : server;
        try {
            String imap = account.rest().getOrDefault("imap", "").strip();
            String smtp = account.rest().getOrDefault("smtp", "").strip();
            Optional<Host> incoming = imap.equals("no") || imap.equals("false")
                    ? Optional.empty()
                    : Optional.of(
                            imap.isEmpty()
                                    ? known.map(Providers.Provider::imap)
                                            .orElseGet(() -> new Host(
                                                    server.isEmpty() ? "imap." + host : host, 993, Security.TLS))
                                    : host(imap, 993));
            Host outgoing = smtp.isEmpty()
                    ? known.map(Providers.Provider::smtp)
                            .orElseGet(() -> new Host(server.isEmpty() ? "smtp." + host : host, 465, Security.TLS))
                    : host(smtp, 465);
            return new Read.Good(new MailSettings(
                    address,
                    account.rest().getOrDefault("name", ""),
                    account.rest().getOrDefault("user", address.address()),
                    account.rest().getOrDefault("login", "").equals("oauth") ? Scheme.TOKEN : Scheme.PASSWORD,
                    incoming,
                    outgoing,
                    known.map(Providers.Provider::files).orElse(false),
                    account.rest().getOrDefault("folder", "INBOX"),
                    account.rest().getOrDefault("since", "7d"),
                    every(account)));
        } catch (IllegalArgumentException noHost) {
            return new Read.Bad(where + ": " + noHost.getMessage());
        }
    }

    static Duration every(AccountSettings account) {
        return DurationText.parse(account.rest().getOrDefault("watch", ""))
                .filter(length -> length.toSeconds() >= 10)
                .orElse(USUAL);
    }

    /** {@code mail.example.com}, {@code mail.example.com:587 starttls}, {@code 127.0.0.1:1025 none}. */
    private static Host host(String written, int usual) {
        String[] word = written.split("\\s+", 3);
        int colon = word[0].lastIndexOf(':');
        int port = colon < 0 ? usual : Integer.parseInt(word[0].substring(colon + 1));
        String name = colon < 0 ? word[0] : word[0].substring(0, colon);
        String way =
                word.length > 1 ? word[1].toLowerCase(Locale.ROOT) : port == 587 || port == 143 ? "starttls" : "tls";
        Security security = switch (way) {
            case "tls" -> Security.TLS;
            case "starttls" -> Security.STARTTLS;
            case "none" -> Security.NONE;
            default -> throw new IllegalArgumentException("tls, starttls or none, not " + way);
        };
        return new Host(name, port, security);
    }

    /** Which of the mails that stood there before are taken in; nonsense is taken for the usual. */
    Backlog backlog(java.time.Instant now) {
        LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
        if (since.equals("now")) {
            return new Backlog.None();
        }
        Optional<Duration> back = DurationText.parse(since);
        if (back.isPresent()) {
            return new Backlog.Unread(today.minusDays(Math.min(3650, back.get().toDays())), MOST_UNREAD);
        }
        try {
            return new Backlog.From(LocalDate.parse(since));
        } catch (DateTimeException none) {
            return new Backlog.Unread(today.minusDays(7), MOST_UNREAD);
        }
    }
}
