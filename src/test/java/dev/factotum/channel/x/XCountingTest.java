package dev.factotum.channel.x;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.twitter.twittertext.Extractor;
import com.twitter.twittertext.TwitterTextParser;
import dev.factotum.channel.sandbox.Faults;
import dev.factotum.channel.sandbox.Texts;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A thousand texts whose weight, links and mentions are known because they were put together from parts that are known, by
 * the rules of platforms.md 1.9, which this test counts by itself.
 */
class XCountingTest {
    private static final int TEXTS = 1000;
    private static final long SEED = 20261121;

    /** @param links how many @param mentions the handles without the @ */
    private record Part(String text, int weight, int links, List<String> mentions) {}

    private static final List<String> EMOJI = List.of(
            "😀",
            "👍🏽",
            "👨‍👩‍👧‍👦",
            "🏳️‍🌈",
            "🇳🇱",
            "❤️",
            "👩🏾‍💻",
            "🧑‍🤝‍🧑",
            "1️⃣",
            "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
            "☕",
            "👩‍❤️‍💋‍👨");

    private static final List<String> LINKS = List.of(
            "https://example.com",
            "http://example.com/a/b?c=d&e=f#g",
            "example.com",
            "shop.example.museum",
            "https://example.photography/ä",
            "https://example.co.uk/(a)_b",
            "HTTPS://EXAMPLE.COM/PATH",
            "https://sub.domain.example.xn--p1ai",
            "https://example.рф/путь",
            "https://例え.中国/a",
            "https://t.co/abcdefghij",
            "https://a.very.long.name.with.many.parts.example.org/" + "x".repeat(150));

    /** Looks like a link and is none: no such ending, an address of mail, a file. */
    private static final List<String> NO_LINKS =
            List.of("example.invalid", "https://shop.example/sale", "readme.txtt", "1.5", "v2.0.1", "a..com.");

    private static final List<String> WORDS = List.of(
            "paint",
            "straße",
            "naïve",
            "Ελλάδα",
            "привет",
            "“quoted”",
            "—",
            "…",
            "it’s",
            "日本語",
            "漢字",
            "한국어",
            "ไทย",
            "العربية",
            "e\u0301te\u0301",
            "n\u0303o",
            "ab\u0308c",
            "½",
            "€5",
            "#coffee",
            "tab\there",
            "ꙮ",
            "𝒳",
            "ﬁ",
            "\u200bx",
            "\u2028x");

    @Test
    void aThousandTextsAreCountedAsTheRulesSay() {
        Random random = new Random(SEED);
        Extractor extractor = new Extractor();
        int tooLong = 0;
        int linked = 0;
        int mentioning = 0;
        for (int i = 0; i < TEXTS; i++) {
            List<Part> parts = parts(random);
            String text = String.join(" ", parts.stream().map(Part::text).toList());
            int weight = parts.stream().mapToInt(Part::weight).sum() + parts.size() - 1;
            int links = parts.stream().mapToInt(Part::links).sum();
            List<String> mentions =
                    parts.stream().flatMap(part -> part.mentions().stream()).toList();
            String at = "text " + i + ": " + text;

            assertEquals(weight, TwitterTextParser.parseTweet(text).weightedLength, at);
            assertEquals(links, extractor.extractURLs(text).size(), at);
            assertEquals(mentions, extractor.extractMentionedScreennames(text), at);
            assertEquals(links > 0, XText.hasLink(text), at);
            assertEquals(links > 0 ? XPrices.POST_WITH_LINK : XPrices.POST, XPrices.post(text, false), at);
            Faults faults = new Faults();
            XText.check("text", "", text, "", faults);
            assertEquals(
                    weight > 280,
                    faults.list().stream()
                            .anyMatch(fault ->
                                    fault.reason().contains("has " + Texts.grouped(weight) + " characters as X")
                                            || fault.reason().contains("far more")),
                    at + faults.list());
            tooLong += weight > 280 ? 1 : 0;
            linked += links > 0 ? 1 : 0;
            mentioning += mentions.isEmpty() ? 0 : 1;
        }
        System.out.println("X counting: " + TEXTS + " texts, " + tooLong + " too long, " + linked + " with links, "
                + mentioning + " with mentions, 0 differences");
    }

    private static List<Part> parts(Random random) {
        int count = 1 + random.nextInt(random.nextInt(10) == 0 ? 120 : 25);
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parts.add(part(random));
        }
        return parts;
    }

    private static Part part(Random random) {
        return switch (random.nextInt(10)) {
            case 0 -> {
                String emoji = EMOJI.get(random.nextInt(EMOJI.size()));
                int times = 1 + random.nextInt(3);
                yield new Part(emoji.repeat(times), 2 * times, 0, List.of());
            }
            case 1 -> new Part(LINKS.get(random.nextInt(LINKS.size())), 23, 1, List.of());
            case 2 -> {
                String text = NO_LINKS.get(random.nextInt(NO_LINKS.size()));
                yield new Part(text, weight(text), 0, List.of());
            }
            case 3 -> {
                String name = "user_" + random.nextInt(1000);
                yield new Part("@" + name, weight("@" + name), 0, List.of(name));
            }
            case 4 -> {
                String mail = "jo" + random.nextInt(100) + "@acme";
                yield new Part(mail, weight(mail), 0, List.of());
            }
            case 5 -> {
                String price = "$" + random.nextInt(1000);
                yield new Part(price, weight(price), 0, List.of());
            }
            default -> {
                String word = WORDS.get(random.nextInt(WORDS.size()));
                yield new Part(word, weight(word), 0, List.of());
            }
        };
    }

    /** By the ranges of configuration 3, after NFC; of a text without links and emoji. */
    private static int weight(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC)
                .codePoints()
                .map(c ->
                        c <= 4351 || c >= 8192 && c <= 8205 || c >= 8208 && c <= 8223 || c >= 8242 && c <= 8247 ? 1 : 2)
                .sum();
    }
}
