package dev.factotum.login;

import dev.factotum.http.Reach;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Where a login comes from and is refreshed. It is kept with the login, so that whoever uses it needs to know no provider.
 *
 * @param title as people call the provider
 * @param revokeUrl where a token is taken back (RFC 7009)
 * @param own the person wrote these addresses: they may stand on this machine or in its network
 */
public record Home(String title, URI tokenUrl, Optional<URI> revokeUrl, boolean own) {
    Reach reach(URI url) {
        return own ? Reach.named(url) : Reach.hosts(List.of(String.valueOf(url.getHost())));
    }
}
