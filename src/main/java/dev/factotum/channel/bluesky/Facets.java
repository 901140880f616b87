package dev.factotum.channel.bluesky;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.twitter.twittertext.Extractor;
import com.twitter.twittertext.Extractor.Entity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The parts of a post that lead somewhere: Bluesky's servers find none by themselves. Their places count bytes of UTF-8, and
 * no two overlap.
 */
final class Facets {
    /** As app.bsky.richtext.facet allows. */
    private static final int MOST_TAG_BYTES = 640;

    private static final int MOST_TAG = 64;

    private static final Pattern ADDRESS = Pattern.compile("(?i:(?:^|[\\s(])(https?://[^\\s/?#.]+\\.[^\\s]+))");
    private static final Pattern END = Pattern.compile("[.,;:!?'\"»”’]+$");
    private static final Pattern MENTION = Pattern.compile(
            "(?:^|[\\s(\\[\"'])(@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)");
    private static final Pattern TAG = Pattern.compile("(?:^|\\s)([#＃][^\\s\\x{00AD}\\x{2060}\\x{200A}-\\x{200D}]+)");
    private static final Pattern TAIL = Pattern.compile("[\\pP]+$");
    private static final Pattern NUMBER = Pattern.compile("[0-9\\pP]*");

    private Facets() {}

    enum Kind {
        LINK,
        MENTION,
        TAG
    }

    /** @param start bytes; {@code end} the byte behind it @param value where it leads: an address, a handle, a tag */
    record Facet(Kind kind, int start, int end, String value) {}

    /** In their order. */
    static List<Facet> of(String text) {
        List<Facet> found = new ArrayList<>();
        Matcher address = ADDRESS.matcher(text);
        while (address.find()) {
            String written = trimmed(address.group(1));
            add(found, text, Kind.LINK, address.start(1), address.start(1) + written.length(), written);
        }
        for (Entity link : new Extractor().extractURLsWithIndices(text)) {
            String written = link.getValue();
            if (!written.contains("://")) {
                add(found, text, Kind.LINK, link.getStart(), link.getEnd(), "https://" + written);
            }
        }
        Matcher mention = MENTION.matcher(text);
        while (mention.find()) {
            add(
                    found,
                    text,
                    Kind.MENTION,
                    mention.start(1),
                    mention.end(1),
                    mention.group(1).substring(1));
        }
        Matcher tag = TAG.matcher(text);
        while (tag.find()) {
            String name = TAIL.matcher(tag.group(1).substring(1)).replaceAll("");
            if (!NUMBER.matcher(name).matches()
                    && name.codePointCount(0, name.length()) <= MOST_TAG
                    && name.getBytes(StandardCharsets.UTF_8).length <= MOST_TAG_BYTES) {
                add(found, text, Kind.TAG, tag.start(1), tag.start(1) + 1 + name.length(), name);
            }
        }
        found.sort(Comparator.comparingInt(Facet::start));
        return found;
    }

    /** Without the punctuation of the sentence around it, and without a bracket that it does not open. */
    private static String trimmed(String address) {
        String bare = END.matcher(address).replaceAll("");
        long open = bare.chars().filter(c -> c == '(').count();
        long closed = bare.chars().filter(c -> c == ')').count();
        return bare.endsWith(")") && closed > open ? trimmed(bare.substring(0, bare.length() - 1)) : bare;
    }

    /** What overlaps an earlier one is left out: a link before a mention before a tag. */
    private static void add(List<Facet> found, String text, Kind kind, int start, int end, String value) {
        int from = bytes(text, start);
        int to = bytes(text, end);
        if (found.stream().noneMatch(other -> from < other.end() && other.start() < to)) {
            found.add(new Facet(kind, from, to, value));
        }
    }

    private static int bytes(String text, int end) {
        return text.substring(0, end).getBytes(StandardCharsets.UTF_8).length;
    }
}
