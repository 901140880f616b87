package dev.factotum.channel.mastodon;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.twitter.twittertext.Extractor;
import com.twitter.twittertext.Extractor.Entity;
import dev.factotum.channel.sandbox.Graphemes;
import java.util.ArrayList;
import java.util.List;

/**
 * A status as a Mastodon server counts it: in graphemes, every web address as the server's number (23),
 * {@code @user@domain} as {@code @user}.
 */
final class MastodonText {
    private static final Pattern REMOTE = Pattern.compile(
            "(^|[^=/0-9A-Za-z_])@([A-Za-z0-9_]+(?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?)@[A-Za-z0-9.-]*[A-Za-z0-9]");
    private static final Pattern MENTION = Pattern.compile(
            "(?:^|[^=/0-9A-Za-z_])(@[A-Za-z0-9_]+(?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?(?:@[A-Za-z0-9.-]*[A-Za-z0-9])?)");

    private MastodonText() {}

    /** @param perUrl how much any web address counts */
    static int length(String text, int perUrl) {
        return Graphemes.count(local(withoutLinks(text, "x".repeat(perUrl))));
    }

    /** Without the servers of those it mentions, as a status shows it. */
    static String local(String text) {
        return REMOTE.matcher(text).replaceAll("$1@$2");
    }

    /** The accounts that the text mentions, as written. */
    static List<String> mentions(String text) {
        List<String> found = new ArrayList<>();
        Matcher mention = MENTION.matcher(withoutLinks(text, "x"));
        while (mention.find()) {
            if (!found.contains(mention.group(1))) {
                found.add(mention.group(1));
            }
        }
        return found;
    }

    private static String withoutLinks(String text, String instead) {
        Extractor links = new Extractor();
        links.setExtractURLWithoutProtocol(false);
        StringBuilder counted = new StringBuilder();
        int end = 0;
        for (Entity link : links.extractURLsWithIndices(text)) {
            counted.append(text, end, link.getStart()).append(instead);
            end = link.getEnd();
        }
        return counted.append(text, end, text.length()).toString();
    }
}
