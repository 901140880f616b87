package dev.factotum.mcp.client;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The name of a server: letters, digits and {@code -}, in lower case. */
public record ServerName(String value) implements Comparable<ServerName> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

    public ServerName {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a server's name: " + value);
        }
    }

    /** Empty where no server can have this name. */
    public static Optional<ServerName> of(String written) {
        String lower = written.toLowerCase(Locale.ROOT);
        return FORM.matcher(lower).matches() ? Optional.of(new ServerName(lower)) : Optional.empty();
    }

    @Override
    public int compareTo(ServerName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
