package dev.factotum.channel.x;

import com.twitter.twittertext.Extractor;
import com.twitter.twittertext.TwitterTextParseResults;
import com.twitter.twittertext.TwitterTextParser;
import dev.factotum.channel.sandbox.Faults;
import dev.factotum.channel.sandbox.Texts;

/** The text of one post as X counts it: by weight, after NFC, web addresses as 23 (twitter-text, configuration 3). */
final class XText {
    static final int MOST = 280;

    private XText() {}

    /** @param what how a reason starts: empty, or {@code post 2} */
    static void check(String argument, String what, String text, String remedy, Faults faults) {
        if (!Texts.countable(argument, what, text, faults)) {
            return;
        }
        String start = what.isEmpty() ? "" : what + " ";
        TwitterTextParseResults counted = TwitterTextParser.parseTweet(text);
        if (counted.weightedLength > MOST) {
            faults.add(
                    argument,
                    start + Texts.tooLong(counted.weightedLength, "characters as X counts them", MOST),
                    "Shorten it by " + (counted.weightedLength - MOST) + remedy + ".");
        } else if (!counted.isValid) {
            faults.add(argument, start + "holds a character that X does not take", "Type the text again.");
        }
        if (new Extractor().extractCashtags(text).size() > 1) {
            faults.add(argument, start + "has more than one cashtag; X allows 1", "Write the others without the $.");
        }
    }

    /** True where X charges its higher price, for the text holds a web address. */
    static boolean hasLink(String text) {
        return Texts.searchable(text) && !new Extractor().extractURLs(text).isEmpty();
    }
}
