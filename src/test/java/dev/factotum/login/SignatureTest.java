package dev.factotum.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignatureTest {
    private static final Signed LOGIN = new Signed(
            new Client("xvz1evFS4wEEPTGEFPHBog", Optional.of("kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw")),
            "370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb",
            "LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE");

    private static String header(String url, List<Map.Entry<String, String>> form) {
        return new Signature(LOGIN, "kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg", 1318622958)
                .header("post", URI.create(url), form)
                .value();
    }

    /** The example of X's own page on creating a signature. */
    @Test
    void thePlatformsOwnExampleComesOut() {
        String header = header(
                "https://api.x.com/1.1/statuses/update.json?include_entities=true",
                List.of(Map.entry("status", "Hello Ladies + Gentlemen, a signed OAuth request!")));
        assertTrue(header.contains("oauth_signature=\"Ls93hJiZbQ3akF3HF3x1Bz8%2FzU4%3D\""), header);
        assertTrue(header.startsWith("OAuth oauth_consumer_key=\"xvz1evFS4wEEPTGEFPHBog\", oauth_nonce="), header);
    }

    /** RFC 5849, 3.4.1.3.1: names that come more than once, empty values, signs encoded in many ways. */
    @Test
    void parametersAreSortedByNameThenValueWhateverTheirOrderInTheAddress() {
        List<Map.Entry<String, String>> form = List.of(Map.entry("c2", ""), Map.entry("a3", "2 q"));
        List<Map.Entry<String, String>> turned = List.of(Map.entry("a3", "2 q"), Map.entry("c2", ""));
        assertEquals(
                header("https://example.com/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b", form),
                header("HTTPS://EXAMPLE.com:443/request?a2=r%20b&c%40=&a3=a&b5=%3D%253D", turned));
    }

    @Test
    void everySignButTheUnreservedIsEncoded() {
        assertEquals("%2B%20%2A%7E-._~%C3%BC".replace("%7E", "~"), Signature.encoded("+ *~-._~ü"));
    }

    @Test
    void aLoginShowsNothingAndReadsAsItWasWritten() {
        assertEquals(Optional.of(LOGIN), Signed.parse(LOGIN.text()));
        assertEquals(Optional.empty(), Signed.parse("a pasted token"));
        assertEquals("Signed", LOGIN.toString());
    }
}
