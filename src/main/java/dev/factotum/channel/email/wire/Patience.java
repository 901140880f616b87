package dev.factotum.channel.email.wire;

import dev.factotum.world.Clock;
import jakarta.mail.Session;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;

/**
 * How connections are made: with what patience, and whose certificates are believed.
 *
 * @param silence how long a server may say nothing
 * @param whole how long one conversation may take
 * @param trust empty for the certificates that the system believes
 */
public record Patience(Clock clock, Duration silence, Duration whole, Optional<SSLSocketFactory> trust) {
    private static final Duration REACHING = Duration.ofSeconds(20);
    private static final long MOST_BYTES = 256L << 20;

    /** For real servers. */
    public static Patience of(Clock clock) {
        return new Patience(clock, Duration.ofMinutes(2), Duration.ofMinutes(8), Optional.empty());
    }

    Patience lasting(Duration quiet, Duration all) {
        return new Patience(clock, quiet, all, trust);
    }

    /** The settings of one conversation in the library's own words. */
    Session session(String protocol, Host host, Login login) {
        String at = "mail." + protocol + ".";
        String reaching = Long.toString(Math.min(silence.toMillis(), REACHING.toMillis()));
        String millis = Long.toString(silence.toMillis());
        Properties set = new Properties();
        set.put(at + "socketFactory", new Bounds(clock, whole, MOST_BYTES));
        set.setProperty(at + "socketFactory.fallback", "false");
        set.setProperty(at + "connectiontimeout", reaching);
        set.setProperty(at + "timeout", millis);
        set.setProperty(at + "writetimeout", millis);
        set.setProperty(at + "ssl.checkserveridentity", "true");
        set.setProperty(at + "ssl.protocols", "TLSv1.3 TLSv1.2");
        set.setProperty(at + "ssl.enable", Boolean.toString(host.security() == Host.Security.TLS));
        set.setProperty(at + "starttls.enable", Boolean.toString(host.security() == Host.Security.STARTTLS));
        set.setProperty(at + "starttls.required", Boolean.toString(host.security() == Host.Security.STARTTLS));
        set.setProperty(at + "auth.mechanisms", login.scheme().mechanisms());
        trust.ifPresent(factory -> set.put(at + "ssl.socketFactory", factory));
        return Session.getInstance(set);
    }
}
