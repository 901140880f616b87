package dev.factotum.login;

import dev.factotum.http.HttpCall.Header;
import dev.factotum.world.Clock;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs requests by OAuth 1.0a with HMAC-SHA1 (RFC 5849, 3.4). */
public final class Signature {
    private final Signed login;
    private final String nonce;
    private final long seconds;

    /** For one request: the nonce is used once. */
    public static Signature fresh(Signed login, Clock clock) {
        return new Signature(
                login,
                Pkce.unguessable().replaceAll("[-_]", ""),
                clock.instant().getEpochSecond());
    }

    Signature(Signed login, String nonce, long seconds) {
        this.login = login;
        this.nonce = nonce;
        this.seconds = seconds;
    }

    /**
     * The header that a request carries.
     *
     * @param url whole, with its query
     * @param form the parameters of a form body; empty for a body of any other kind, which is not signed
     */
    public Header header(String method, URI url, List<Map.Entry<String, String>> form) {
        return header(method, url, form, Map.of());
    }

    /** @param more parameters of the protocol, such as {@code oauth_callback} */
    Header header(String method, URI url, List<Map.Entry<String, String>> form, Map<String, String> more) {
        TreeMap<String, String> own = new TreeMap<>(more);
        own.put("oauth_consumer_key", login.consumer().id());
        own.put("oauth_nonce", nonce);
        own.put("oauth_signature_method", "HMAC-SHA1");
        own.put("oauth_timestamp", Long.toString(seconds));
        own.put("oauth_version", "1.0");
        if (!login.token().isEmpty()) {
            own.put("oauth_token", login.token());
        }
        List<Map.Entry<String, String>> all = new ArrayList<>(form);
        all.addAll(own.entrySet());
        all.addAll(query(url));
        own.put(
                "oauth_signature",
                signed(method.toUpperCase(Locale.ROOT) + "&" + encoded(bare(url)) + "&" + encoded(joined(all))));
        StringBuilder text = new StringBuilder("OAuth ");
        own.forEach((name, value) -> text.append(text.length() > 6 ? ", " : "")
                .append(encoded(name))
                .append("=\"")
                .append(encoded(value))
                .append('"'));
        return new Header("authorization", text.toString());
    }

    private String signed(String base) {
        String key = encoded(login.consumer().secret().orElse("")) + "&" + encoded(login.secret());
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.US_ASCII), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(base.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has HMAC-SHA1", impossible);
        }
    }

    private static String joined(List<Map.Entry<String, String>> parameters) {
        return String.join(
                "&",
                parameters.stream()
                        .map(one -> Map.entry(encoded(one.getKey()), encoded(one.getValue())))
                        .sorted(Comparator.<Map.Entry<String, String>, String>comparing(Map.Entry::getKey)
                                .thenComparing(Map.Entry::getValue))
                        .map(one -> one.getKey() + "=" + one.getValue())
                        .toList());
    }

    private static List<Map.Entry<String, String>> query(URI url) {
        List<Map.Entry<String, String>> found = new ArrayList<>();
        String query = url.getRawQuery() == null ? "" : url.getRawQuery();
        for (String pair : query.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                found.add(Map.entry(
                        URLDecoder.decode(name, StandardCharsets.UTF_8),
                        URLDecoder.decode(value, StandardCharsets.UTF_8)));
            }
        }
        return found;
    }

    /** Scheme and host in lower case, without the scheme's own port, without query (3.4.1.2). */
    private static String bare(URI url) {
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        boolean usual = url.getPort() < 0 || url.getPort() == (scheme.equals("https") ? 443 : 80);
        return scheme + "://" + url.getHost().toLowerCase(Locale.ROOT) + (usual ? "" : ":" + url.getPort())
                + (url.getRawPath().isEmpty() ? "/" : url.getRawPath());
    }

    /** Every byte but letters, digits, {@code - . _ ~} (3.6). */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
