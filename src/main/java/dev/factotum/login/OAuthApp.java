package dev.factotum.login;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An OAuth 2.0 provider and our app there.
 *
 * @param title as people call the provider
 * @param revokeUrl where a token is taken back (RFC 7009)
 * @param deviceUrl where a device code is asked for (RFC 8628)
 * @param extra further parameters of the authorization request
 * @param own the person wrote these addresses: they may stand on this machine or in its network
 * @param port of the redirect address on this machine, where the provider wants one that is registered; 0 for any
 */
public record OAuthApp(
        String title,
        URI authorizeUrl,
        URI tokenUrl,
        Optional<URI> revokeUrl,
        Optional<URI> deviceUrl,
        List<String> scopes,
        Client client,
        Map<String, String> extra,
        boolean own,
        int port) {
    public OAuthApp {
        scopes = List.copyOf(scopes);
        extra = Map.copyOf(extra);
    }

    Home home() {
        return new Home(title, tokenUrl, revokeUrl, own);
    }
}
