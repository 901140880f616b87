package dev.factotum.rule;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Optional;

/** Finds amounts of money and links in text that anybody may have written: linear in a bounded length. */
final class Spotting {
    /** Beyond this many chars a text is not searched. */
    static final int LIMIT = 200_000;

    private static final String NUMBER =
            "\\d{1,3}(?:[., '\\x{a0}\\x{202f}]\\d{3})+(?:[.,]\\d{1,2})?|\\d{1,12}(?:[.,]\\d{1,2})?";
    private static final String SIGN = "[€$£¥₹]|\\b(?:EUR|USD|GBP|CHF|JPY|CAD|AUD|SEK|NOK|DKK|PLN|INR)\\b";
    private static final String WORD = "euros?\\b|dollars?\\b|pounds?\\b|franken\\b";
    private static final Pattern AMOUNT = Pattern.compile("(?i)(?:" + SIGN + ") ?(?:" + NUMBER + ")|(?:" + NUMBER
            + ")(?:,-)?[ \\x{a0}]?(?:" + SIGN + "|" + WORD + ")");
    private static final Pattern LINK = Pattern.compile(
            "(?i)\\b(?:https?://[^\\s<>\"')\\]]{1,1000}|www\\.[a-z0-9-]{1,63}\\.[^\\s<>\"')\\]]{1,1000})");

    private Spotting() {}

    static Optional<String> amount(String text) {
        return first(AMOUNT, text);
    }

    static Optional<String> link(String text) {
        return first(LINK, text);
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text.length() > LIMIT ? text.substring(0, LIMIT) : text);
        return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    }
}
