package dev.factotum.http;

import java.net.URI;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where a call may go. Everywhere but at the named place only public addresses are reached, and only by HTTPS.
 *
 * @param hosts names in lower case, {@code *.example.com} for all below one; an entry may end in a port
 * @param named the scheme, host and port of an address that the person wrote into the settings, which may be on this
 *     machine or in its network, and there without TLS
 */
public record Reach(Set<String> hosts, Optional<String> named) {
    public Reach {
        hosts = Set.copyOf(hosts);
    }

    /** Public hosts. */
    public static Reach hosts(Collection<String> hosts) {
        return new Reach(
                hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toSet()),
                Optional.empty());
    }

    /** One address that the person wrote into the settings. */
    public static Reach named(URI address) {
        return new Reach(Set.of(), Optional.of(origin(address)));
    }

    boolean names(URI url) {
        return named.isPresent() && named.get().equals(origin(url));
    }

    boolean covers(URI url) {
        String host = host(url);
        String below = host.indexOf('.') < 0 ? host : "*" + host.substring(host.indexOf('.'));
        return names(url)
                || hosts.contains(host + ":" + port(url))
                || hosts.contains(below + ":" + port(url))
                || port(url) == 443 && (hosts.contains(host) || anyAbove(host));
    }

    private boolean anyAbove(String host) {
        for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
            if (hosts.contains("*" + host.substring(dot))) {
                return true;
            }
        }
        return false;
    }

    static String origin(URI url) {
        return scheme(url) + "://" + host(url) + ":" + port(url);
    }

    static String scheme(URI url) {
        return url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    }

    /** In lower case and without a dot at its end; empty where there is none. */
    static String host(URI url) {
        String host = url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    private static int port(URI url) {
        return url.getPort() >= 0 ? url.getPort() : scheme(url).equals("http") ? 80 : 443;
    }
}
