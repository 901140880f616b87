package dev.factotum.plan;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * What policy and rules care about in text that anybody may have written: links, bank accounts (ISO 13616), amounts of
 * money. Linear in a bounded length.
 */
public final class Mentions {
    /** Beyond this many chars a text is not searched. */
    public static final int LIMIT = 200_000;

    private static final int MOST = 100;
    private static final String HOST = "(?:[\\pL\\d](?:[\\pL\\d-]{0,61}[\\pL\\d])?\\.){1,8}";
    private static final Pattern LINK = Pattern.compile(
            "(?i)(?:\\b[a-z][a-z0-9+.-]{1,19}://[^\\s<>\"'`|\\\\^{}]{1,1000}" + "|(?:^|[^\\pL\\d@._/-])(?:" + HOST
                    + "\\pL{2,24}(?::\\d{1,5})?(?:[/?#][^\\s<>\"'`|\\\\^{}]{0,1000})?))");
    private static final Pattern FILE_NAME = Pattern.compile(
            "(?i)[^/]*\\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|png|jpe?g|gif|svg|txt|csv|eml|ofx|xml|ics|md|html?)");
    private static final Pattern ACCOUNT =
            Pattern.compile("(?i)\\b[a-z]{2}[ .-]?\\d{2}(?:[ .\\x{a0}-]?[a-z0-9]){11,34}");
    private static final String NUMBER =
            "\\d{1,3}(?:[., '\\x{a0}\\x{202f}]\\d{3})+(?:[.,]\\d{1,2})?|\\d{1,12}(?:[.,]\\d{1,2})?";
    private static final String SIGN =
            "[€$£¥₹₽₩₺₴₪฿]|\\b(?:EUR|USD|GBP|CHF|JPY|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|RON|TRY|INR|CNY|BRL|MXN|ZAR|BTC|ETH)";
    private static final String WORD =
            "euros?\\b|dollars?\\b|pounds?\\b|franken\\b|francs?\\b|kronor\\b|kroner\\b|yen\\b|rupees?\\b|bitcoins?\\b";
    private static final Pattern AMOUNT = Pattern.compile("(?i)(?:" + SIGN + "|" + WORD + ") ?(?:" + NUMBER + ")|(?:"
            + NUMBER + ")(?:,-|,--)?[ \\x{a0}]?(?:" + SIGN + "\\b|[€$£¥₹]|" + WORD + ")|\\b(?:" + NUMBER + "),-");
    private static final Pattern ADDRESS =
            Pattern.compile("[\\pL\\d!#$%&'*+/=?^_`{|}~.-]{1,64}@(?:[\\pL\\d-]{1,63}\\.){1,8}\\pL{2,24}");
    private static final BigInteger NINETY_SEVEN = BigInteger.valueOf(97);
    private static final int SHORTEST_ACCOUNT = 15;
    private static final int LONGEST_ACCOUNT = 34;

    private Mentions() {}

    /** Mail addresses. */
    public static Set<String> addresses(String text) {
        return all(ADDRESS, text);
    }

    /** Web and other addresses, with or without a scheme, without closing punctuation; mail addresses are none. */
    public static Set<String> links(String text) {
        Set<String> found = new LinkedHashSet<>();
        for (String match : all(LINK, text)) {
            int start = 0;
            while (start < match.length() && !Character.isLetterOrDigit(match.charAt(start))) {
                start++;
            }
            int end = match.length();
            while (end > start && ".,;:!?)]*_".indexOf(match.charAt(end - 1)) >= 0) {
                end--;
            }
            String link = match.substring(start, end);
            if (link.indexOf('.') > 0 && !FILE_NAME.matches(link) && !number(link)) {
                found.add(link);
            }
        }
        return found;
    }

    private static boolean number(String link) {
        return link.chars().noneMatch(Character::isLetter);
    }

    /** International bank account numbers with a right check digit, in upper case without spaces, dots and dashes. */
    public static Set<String> accounts(String text) {
        Set<String> found = new LinkedHashSet<>();
        for (String match : all(ACCOUNT, text)) {
            String account = account(match.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", ""));
            if (!account.isEmpty()) {
                found.add(account);
            }
        }
        return found;
    }

    /** The longest beginning with a right check digit: words may follow the number without a mark between. */
    private static String account(String digits) {
        for (int length = Math.min(LONGEST_ACCOUNT, digits.length()); length >= SHORTEST_ACCOUNT; length--) {
            String candidate = digits.substring(0, length);
            StringBuilder number = new StringBuilder();
            (candidate.substring(4) + candidate.substring(0, 4))
                    .chars()
                    .forEach(c -> number.append(Character.digit(c, 36)));
            if (new BigInteger(number.toString()).mod(NINETY_SEVEN).intValue() == 1) {
                return candidate;
            }
        }
        return "";
    }

    /** Sums of money as they are written, the currency with them. */
    public static Set<String> amounts(String text) {
        return all(AMOUNT, text);
    }

    private static Set<String> all(Pattern pattern, String text) {
        Set<String> found = new LinkedHashSet<>();
        Matcher matcher = pattern.matcher(text.length() > LIMIT ? text.substring(0, LIMIT) : text);
        while (found.size() < MOST && matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }
}
