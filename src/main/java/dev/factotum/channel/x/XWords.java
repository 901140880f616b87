package dev.factotum.channel.x;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.twitter.twittertext.Extractor;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/** Texts of posts as they are shown and as they are compared: X changes links, ampersands and spaces on the way. */
final class XWords {
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern SCHEME = Pattern.compile("^(?i:https?)://");
    private static final Pattern MENTIONED_FIRST = Pattern.compile("^(@[A-Za-z0-9_]{1,15} )+");

    private XWords() {}

    /** What a post says, with its short links written out and those to its own pictures left out. */
    static String shown(JsonNode post) {
        String text = post.path("text").asText("");
        JsonNode entities = post.path("entities");
        for (String name : List.of("note_tweet", "note_post")) {
            JsonNode note = post.path(name);
            if (note.path("text").isTextual()) {
                text = note.path("text").asText();
                entities = note.path("entities");
            }
        }
        for (JsonNode link : entities.path("urls")) {
            String brief = link.path("url").asText("");
            String whole = link.path("expanded_url").asText("");
            if (!brief.isEmpty()) {
                text = text.replace(brief, link.has("media_key") ? "" : whole.isEmpty() ? brief : whole);
            }
        }
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
                .strip();
    }

    /** The same for texts that X takes for one: a written link and the one that X made of it, other spaces, other forms. */
    static String compared(String text) {
        String normal = Normalizer.normalize(text, Normalizer.Form.NFC);
        StringBuilder plain = new StringBuilder();
        int from = 0;
        for (Extractor.Entity link : new Extractor().extractURLsWithIndices(normal)) {
            if (link.getStart() >= from) {
                plain.append(normal, from, link.getStart()).append(address(link.getValue()));
                from = link.getEnd();
            }
        }
        plain.append(normal.substring(from));
        return SPACES.matcher(plain).replaceAll(" ").strip();
    }

    /** Without the handles that X puts before an answer. */
    static String withoutCalled(String compared) {
        return MENTIONED_FIRST.matcher(compared + " ").replaceFirst("").strip();
    }

    private static String address(String link) {
        String bare = SCHEME.matcher(link).replaceFirst("").toLowerCase(Locale.ROOT);
        return bare.endsWith("/") ? bare.substring(0, bare.length() - 1) : bare;
    }
}
