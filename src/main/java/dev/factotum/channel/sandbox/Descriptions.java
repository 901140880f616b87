package dev.factotum.channel.sandbox;

import java.util.List;

/** What the files of a post show, for people who cannot see them: one text for each file, in the same order. */
public final class Descriptions {
    public static final String ARGUMENT = "alt_texts";
    public static final String MEANING =
            "What each file shows, for people who cannot see it: one text for each file, in the same order.";

    private Descriptions() {}

    /** @param media the argument that holds the files; @param most characters of each */
    public static void check(Arguments arguments, String media, int most, Faults faults) {
        List<String> texts = arguments.list(ARGUMENT);
        int files = arguments.list(media).size();
        if (texts.size() > files) {
            faults.add(
                    ARGUMENT,
                    "has " + texts.size() + (texts.size() == 1 ? " text for " : " texts for ") + files
                            + (files == 1 ? " file" : " files"),
                    "Write one for each file, in the same order.");
        }
        for (String text : texts) {
            if (arguments.pending(text)) {
                continue;
            }
            if (Texts.hasControls(text)) {
                faults.add(ARGUMENT, "has a control character", "Type the text again in a plain editor.");
            } else if (Graphemes.count(text) > most) {
                faults.add(
                        ARGUMENT,
                        "has a text that " + Texts.tooLong(Graphemes.count(text), "characters", most),
                        "Shorten it.");
            }
        }
    }

    /** Of the file at this place; empty where there is none. */
    public static String of(Arguments arguments, int file) {
        List<String> texts = arguments.list(ARGUMENT);
        return file < texts.size() ? texts.get(file).strip() : "";
    }
}
