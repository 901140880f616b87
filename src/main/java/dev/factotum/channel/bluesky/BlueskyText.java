package dev.factotum.channel.bluesky;

import com.google.re2j.Pattern;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.channel.sandbox.Faults;
import dev.factotum.channel.sandbox.Graphemes;
import dev.factotum.channel.sandbox.Texts;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What holds for the text of every post: 300 graphemes, 3,000 bytes of UTF-8, 3 languages. */
final class BlueskyText {
    static final String LANGS = "langs";

    private static final int GRAPHEMES = 300;
    private static final int BYTES = 3000;
    private static final int MOST_LANGS = 3;
    private static final Pattern LANG = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}");

    private BlueskyText() {}

    /** @param what how the reason starts: empty, or {@code post 2} */
    static void check(String argument, String what, String text, Faults faults) {
        if (!Texts.countable(argument, what, text, faults)) {
            return;
        }
        String start = what.isEmpty() ? "" : what + " ";
        int graphemes = Graphemes.count(text);
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (graphemes > GRAPHEMES) {
            faults.add(
                    argument,
                    start + Texts.tooLong(graphemes, "characters", GRAPHEMES),
                    "Shorten it by " + Texts.grouped(graphemes - GRAPHEMES) + ".");
        } else if (bytes > BYTES) {
            faults.add(
                    argument,
                    start + Texts.tooLong(bytes, "bytes", BYTES),
                    "Use fewer emoji made of several characters.");
        }
    }

    static void checkLangs(Arguments arguments, Faults faults) {
        List<String> langs = arguments.list(LANGS);
        if (langs.size() > MOST_LANGS) {
            faults.add(LANGS, "has " + langs.size() + " languages; 3 are allowed", "Leave some out.");
        }
        for (String lang : langs) {
            if (!arguments.pending(lang) && !LANG.matcher(lang).matches()) {
                faults.add(LANGS, "has " + lang + ", which is no language code", "Write a code such as en or pt-BR.");
            }
        }
    }
}
