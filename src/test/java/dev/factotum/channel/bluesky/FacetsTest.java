package dev.factotum.channel.bluesky;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FacetsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain words | ``",
                "https://a.example/x?y=1#z. | LINK https://a.example/x?y=1#z → https://a.example/x?y=1#z",
                "(https://a.example/b_(c)) | LINK https://a.example/b_(c) → https://a.example/b_(c)",
                "see a.com/b, | LINK a.com/b → https://a.com/b",
                "👨‍👩‍👧 café @jo.example.com! | MENTION @jo.example.com → jo.example.com",
                "(@jo.bsky.social) | MENTION @jo.bsky.social → jo.bsky.social",
                "jo@example.com @jo @-x.com | ``",
                "#Holz, #漢字 #1 #2nd #! | TAG #Holz → Holz; TAG #漢字 → 漢字; TAG #2nd → 2nd",
                "a#b &#38; | ``",
                "https://a.example/#tag #tag | LINK https://a.example/#tag → https://a.example/#tag; TAG #tag → tag",
                "@jo.example.com @jo.example.com | MENTION @jo.example.com → jo.example.com; MENTION @jo.example.com → jo.example.com",
                "＃全角 | TAG ＃全角 → 全角"
            })
    void placesCountBytes(String text, String expected) {
        assertEquals(expected, shown(text));
    }

    @ParameterizedTest
    @CsvSource({"64,1", "65,0"})
    void aTagIsAtMostSixtyFourCharacters(int length, int count) {
        assertEquals(count, Facets.of("#" + "h".repeat(length)).size());
    }

    private static String shown(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<String> shown = Facets.of(text).stream()
                .map(one -> one.kind() + " "
                        + new String(bytes, one.start(), one.end() - one.start(), StandardCharsets.UTF_8) + " → "
                        + one.value())
                .toList();
        return String.join("; ", shown);
    }
}
