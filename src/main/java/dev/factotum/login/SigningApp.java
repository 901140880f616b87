package dev.factotum.login;

import dev.factotum.http.Reach;
import java.net.URI;
import java.util.List;

/**
 * An OAuth 1.0a provider and our app there.
 *
 * @param title as people call the provider
 * @param own the person wrote these addresses: they may stand on this machine or in its network
 */
public record SigningApp(String title, URI requestUrl, URI authorizeUrl, URI accessUrl, Client consumer, boolean own) {
    Reach reach(URI url) {
        return own ? Reach.named(url) : Reach.hosts(List.of(url.getHost()));
    }
}
