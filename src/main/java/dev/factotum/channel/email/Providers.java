package dev.factotum.channel.email;

import dev.factotum.channel.email.wire.Host;
import dev.factotum.channel.email.wire.Host.Security;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where the servers of well-known providers stand, so that an address and an app password are enough. */
final class Providers {
    private static final Map<String, Provider> BY_DOMAIN = new HashMap<>();

    /** @param files true where the provider puts what is sent into Sent by itself */
    record Provider(Host imap, Host smtp, boolean files) {}

    static {
        put("imap.gmail.com", "smtp.gmail.com", 465, true, "google", "gmail.com", "googlemail.com");
        put(
                "outlook.office365.com",
                "smtp.office365.com",
                587,
                true,
                "microsoft",
                "office365",
                "outlook.com",
                "hotmail.com",
                "live.com",
                "msn.com");
        put("imap.mail.me.com", "smtp.mail.me.com", 587, false, "icloud.com", "me.com", "mac.com");
        put("imap.fastmail.com", "smtp.fastmail.com", 465, false, "fastmail.com", "fastmail.fm");
        put(
                "imap.mail.yahoo.com",
                "smtp.mail.yahoo.com",
                465,
                false,
                "yahoo.com",
                "yahoo.de",
                "yahoo.co.uk",
                "ymail.com");
        put("imap.aol.com", "smtp.aol.com", 465, false, "aol.com");
        put("imap.gmx.net", "mail.gmx.net", 465, false, "gmx.de", "gmx.net", "gmx.at", "gmx.ch");
        put("imap.gmx.com", "mail.gmx.com", 465, false, "gmx.com");
        put("imap.web.de", "smtp.web.de", 587, false, "web.de");
        put("secureimap.t-online.de", "securesmtp.t-online.de", 465, false, "t-online.de");
        put("imap.zoho.com", "smtp.zoho.com", 465, false, "zoho.com");
        put("imap.zoho.eu", "smtp.zoho.eu", 465, false, "zoho.eu");
        put("posteo.de", "posteo.de", 465, false, "posteo.de", "posteo.net");
        put("imap.mailbox.org", "smtp.mailbox.org", 465, false, "mailbox.org");
        put("imap.migadu.com", "smtp.migadu.com", 465, false, "migadu");
        put("imap.yandex.com", "smtp.yandex.com", 465, false, "yandex.com");
        put("imap.ionos.com", "smtp.ionos.com", 465, false, "ionos");
        put("imap.ionos.de", "smtp.ionos.de", 465, false, "ionos.de");
    }

    private Providers() {}

    /** @param name of a provider without its ending, or a mail domain */
    static Optional<Provider> of(String name) {
        return Optional.ofNullable(BY_DOMAIN.get(name.toLowerCase(Locale.ROOT)));
    }

    private static void put(String imap, String smtp, int port, boolean files, String... names) {
        Security security = port == 465 ? Security.TLS : Security.STARTTLS;
        Provider provider = new Provider(new Host(imap, 993, Security.TLS), new Host(smtp, port, security), files);
        for (String name : List.of(names)) {
            BY_DOMAIN.put(name, provider);
            BY_DOMAIN.putIfAbsent(name.replaceFirst("\\..*", ""), provider);
        }
    }
}
