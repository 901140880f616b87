package dev.factotum.channel.port;

import dev.factotum.config.Settings.AccountSettings;
import dev.factotum.http.Reach;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a platform's API stands.
 *
 * @param base without a slash at its end
 * @param reach where its calls may go
 */
public record ServerAddress(URI base, Reach reach) {
    /** The platform's own address, which is public. */
    public static ServerAddress of(String base) {
        URI address = URI.create(base);
        return new ServerAddress(address, Reach.hosts(List.of(address.getHost())));
    }

    /**
     * The server that an account names: a host, or an address with its scheme, which may stand on this machine or in its
     * network. Empty where the text is neither.
     */
    public static Optional<ServerAddress> named(String written) {
        String text = written.strip();
        try {
            URI address = new URI(text.contains("://") ? text : "https://" + text);
            String scheme = address.getScheme().toLowerCase(Locale.ROOT);
            boolean plain = (scheme.equals("https") || scheme.equals("http"))
                    && address.getHost() != null
                    && address.getRawUserInfo() == null
                    && address.getRawQuery() == null
                    && address.getRawFragment() == null;
            if (!plain) {
                return Optional.empty();
            }
            String whole = address.toString();
            URI base = URI.create(whole.endsWith("/") ? whole.substring(0, whole.length() - 1) : whole);
            return Optional.of(new ServerAddress(
                    base, text.contains("://") ? Reach.named(base) : Reach.hosts(List.of(address.getHost()))));
        } catch (URISyntaxException noAddress) {
            return Optional.empty();
        }
    }

    /** What {@code accounts.NAME.server} says, or the platform's own address. */
    public static Optional<ServerAddress> of(AccountSettings account, String usual) {
        String written = account.rest().getOrDefault("server", "");
        return written.isBlank() ? Optional.of(of(usual)) : named(written);
    }

    URI url(ApiCall call) {
        String path = call.path().contains("://") ? call.path() : base + call.path();
        String query = ApiCall.encoded(call.query());
        return URI.create(query.isEmpty() ? path : path + (path.indexOf('?') < 0 ? "?" : "&") + query);
    }
}
