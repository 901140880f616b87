package dev.factotum.channel.email.wire;

import com.google.re2j.Pattern;
import java.util.Locale;

/**
 * A mail server and how it is talked to.
 *
 * @param name a host name or an address, in lower case
 */
public record Host(String name, int port, Security security) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.:-]{0,251}[a-z0-9])?");

    /** How a connection is kept from being read by others. */
    public enum Security {
        /** TLS from the first byte: ports 465 and 993. */
        TLS,
        /** TLS after a word in clear, and nothing said before it: ports 587 and 143. */
        STARTTLS,
        /** In clear: only where the person wrote so, as for a bridge on this machine. */
        NONE
    }

    public Host {
        name = name.strip().toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches() || port < 1 || port > 65_535) {
            throw new IllegalArgumentException("no host and port of a mail server: " + name + ":" + port);
        }
    }

    @Override
    public String toString() {
        return name + ":" + port;
    }
}
