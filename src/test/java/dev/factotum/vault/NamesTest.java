package dev.factotum.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.job.Campaign;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    private static final MatterId ID = new MatterId("01KAGRZ3M8D2V6Q4T0X9N5C7BH");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Send invoice 1042 to Acme | Send invoice 1042 to Acme
                    Re: Offer #3 [draft]?     | Re Offer 3 draft
                    AC/DC \\\\ live            | AC-DC -- live
                    ../../etc/passwd          | -..-etc-passwd
                    ...                       | Untitled
                    con                       | con_
                    LPT1.txt                  | LPT1_.txt
                    COM¹                      | COM¹_
                    console                   | console
                    ~$budget.docx             | $budget.docx
                    '"a"'                     | a
                    trailing. . .             | trailing
                    """)
    void titlesBecomeReadableNames(String title, String stem) {
        assertEquals(stem, Names.stem(title));
    }

    @Test
    void invisibleAndUnpairedCharactersGoAndDecomposedOnesAreComposed() {
        assertEquals("abc é", Names.stem("a\u202Eb\u200Bc\uD800 e\u0301\u0000"));
    }

    @Test
    void aLongTitleIsCutBetweenCharacters() {
        assertEquals(120, Names.stem("x".repeat(5000)).length());
        String japanese = Names.stem("日".repeat(5000));
        assertEquals(66, japanese.length());
        String emoji = Names.stem("😀".repeat(5000));
        assertEquals(200, emoji.getBytes(StandardCharsets.UTF_8).length);
        String marks = Names.stem("q\u0323".repeat(200));
        assertEquals(0, marks.length() % 2);
    }

    @Test
    void aClashAddsAPieceOfTheIdAndNoMoreThanNeeded() {
        assertEquals("A", Names.unique("A", ID, key -> false));
        assertEquals("A (C7BH)", Names.unique("A", ID, key -> key.equals("a")));
        assertEquals("A (5C7BH)", Names.unique("A", ID, Set.of("a", "a (c7bh)")::contains));
        String longest = "x".repeat(120);
        String unique = Names.unique(longest, ID, key -> key.equals(longest));
        assertEquals(120, unique.length());
        assertTrue(unique.endsWith(" (C7BH)"));
    }

    @Test
    void namesClashByCaseAndComposition() {
        assertEquals(Names.clashKey("CAFE\u0301"), Names.clashKey("café"));
        assertEquals(Names.clashKey("STRASSE"), Names.clashKey("straße"));
        assertNotEquals(Names.clashKey("a"), Names.clashKey("b"));
    }

    /** In every script: what one system writes large, small or in pieces, another takes for the same name. */
    @Test
    void everyCharacterClashesWithItsOtherCasesAndItsPieces() {
        int characters = 0;
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (!Character.isDefined(c) || Character.getType(c) == Character.SURROGATE) {
                continue;
            }
            characters++;
            // The small form of a dotted capital i is two characters; a plain i is that only in Turkish, on no disk.
            int small = c == 0x130 ? c : Character.toLowerCase(c);
            String one = "a" + Character.toString(c) + "b";
            String key = Names.clashKey(one);
            for (String other : List.of(
                    one.toUpperCase(Locale.ROOT),
                    one.toLowerCase(Locale.ROOT),
                    "a" + Character.toString(Character.toUpperCase(c)) + "b",
                    "a" + Character.toString(small) + "b",
                    "a" + Character.toString(Character.toTitleCase(c)) + "b",
                    Normalizer.normalize(one, Normalizer.Form.NFD),
                    Normalizer.normalize(one.toUpperCase(Locale.ROOT), Normalizer.Form.NFD),
                    key)) {
                assertEquals(key, Names.clashKey(other), () -> escaped(one) + " and " + escaped(other));
            }
        }
        System.out.println("R20: " + characters + " characters clash with their other cases and pieces");
    }

    @ParameterizedTest
    @CsvSource({
        "STRA\u1E9EE, stra\u00DFe",
        "STRASSE, stra\u00DFe",
        "\u039F\u0394\u039F\u03A3, \u03BF\u03B4\u03BF\u03C2",
        "\u03BF\u03B4\u03BF\u03C3, \u03BF\u03B4\u03BF\u03C2",
        "\u0130stanbul, I\u0307STANBUL",
        "istanbul, ISTANBUL",
        "caf\u00E9, CAFE\u0301",
        "\uFB01nal, FINAL"
    })
    void namesOfManyLanguagesClash(String one, String other) {
        assertEquals(Names.clashKey(one), Names.clashKey(other));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".x.md",
                ".~agent-1-01KAGRZ3M8D2V6Q4T0X9N5C7BH.tmp",
                "~$a.docx",
                "a.tmp",
                "~x.TMP",
                "b.part",
                "c.crdownload",
                ".a.swp",
                "a.swo",
                "4913",
                "a.md~",
                "#a.md#",
                "a.md___jb_tmp___",
                "Thumbs.db",
                "desktop.ini",
                "~syncthing~a.tmp"
            })
    void temporaryFilesOfOthersAreIgnored(String name) {
        assertTrue(Names.ignored(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"A.md", "a~b.md", "#1.md", "49131.md", "notes.tmp.md", "~a.md"})
    void mattersAreNotIgnored(String name) {
        assertFalse(Names.ignored(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.sync-conflict-20261120-101010-ABCDEF.md",
                "a (Sam's conflicted copy 2026-11-20).md",
                "a (conflict).md"
            })
    void conflictCopiesAreTold(String name) {
        assertTrue(Names.conflictCopy(name));
        assertFalse(Names.conflictCopy("A conflict of interest.md"));
        assertFalse(Names.conflictCopy(Names.stem(name) + ".md"));
    }

    @Test
    void hostileTitlesGiveLegalNames() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Set<String> taken = new HashSet<>();
        int titles = Campaign.full() ? 100_000 : 20_000;
        for (int i = 0; i < titles; i++) {
            String title = hostile(random);
            String stem = Names.stem(title);
            Supplier<@Nullable String> why =
                    () -> "seed " + seed + " title " + escaped(title) + " stem " + escaped(stem);
            assertLegal(stem, why);
            assertEquals(stem, Names.stem(stem), why);
            MatterId id = new MatterId("01KAGRZ3M8D2V6Q4T0X9%06d".formatted(i));
            String unique = Names.unique(stem, id, taken::contains);
            assertLegal(unique, why);
            assertTrue(taken.add(Names.clashKey(unique)), why);
        }
        System.out.println("R20: " + titles + " titles, " + taken.size() + " names without a clash, seed " + seed);
    }

    private static void assertLegal(String stem, Supplier<@Nullable String> why) {
        assertFalse(stem.isEmpty(), why);
        assertTrue(stem.codePointCount(0, stem.length()) <= 120, why);
        assertTrue(stem.getBytes(StandardCharsets.UTF_8).length <= 200, why);
        assertEquals(stem, new String(stem.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8), why);
        assertTrue(Normalizer.isNormalized(stem, Normalizer.Form.NFC), why);
        for (String illegal : List.of("<", ">", ":", "\"", "/", "\\", "|", "?", "*", "#", "^", "[", "]")) {
            assertFalse(stem.contains(illegal), why);
        }
        assertTrue(stem.chars().noneMatch(c -> c < 32 || (c >= 127 && c < 160)), why);
        assertFalse(stem.startsWith(" ") || stem.endsWith(" ") || stem.startsWith(".") || stem.endsWith("."), why);
        String base = stem.split("\\.", 2)[0].strip().toUpperCase(Locale.ROOT);
        assertFalse(base.matches("CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9]"), why);
        assertFalse(Names.ignored(stem + ".md") || Names.conflictCopy(stem + ".md"), why);
    }

    private static String hostile(Random random) {
        List<String> pieces = List.of(
                "CON",
                "nul",
                "com1",
                "LPT9",
                ".",
                "..",
                "/",
                "\\",
                " ",
                "\t",
                "\n",
                "\0",
                "~",
                "~$",
                "#",
                "*",
                "?",
                "é",
                "e\u0301",
                "\u0301",
                "\u202E",
                "\u200D",
                "😀",
                "日本",
                "\uD800",
                "\uDC00",
                "ß",
                "İ",
                "ı",
                "%00",
                "|",
                "a",
                "Invoice",
                "(conflict)",
                ".sync-conflict-",
                "conflicted copy",
                "___jb_tmp___",
                ".tmp",
                "\uFFFE",
                "\uE000",
                "\u00A0",
                "\u2028",
                "ﬁ",
                "\u0958",
                "가",
                "ᄀ",
                "ᅡ");
        StringBuilder title = new StringBuilder();
        int length = random.nextInt(40);
        for (int i = 0; i < length; i++) {
            if (random.nextInt(5) == 0) {
                title.appendCodePoint(random.nextInt(0x110000));
            } else {
                title.append(pieces.get(random.nextInt(pieces.size())).repeat(random.nextInt(10) == 0 ? 60 : 1));
            }
        }
        return title.toString();
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        text.chars().forEach(c -> out.append(c >= 32 && c < 127 ? "" + (char) c : "\\u%04x".formatted(c)));
        return out.toString();
    }
}
