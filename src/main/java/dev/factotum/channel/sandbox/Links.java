package dev.factotum.channel.sandbox;

import java.net.URI;
import java.net.URISyntaxException;

/** Web addresses as they may be sent. */
public final class Links {
    private Links() {}

    /** An absolute https (or http) address of a named host, without login. */
    public static boolean isWeb(String text) {
        try {
            URI uri = new URI(text);
            String host = uri.getHost();
            return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                    && host != null
                    && host.indexOf('.') > 0
                    && uri.getRawUserInfo() == null;
        } catch (URISyntaxException notOne) {
            return false;
        }
    }
}
