package dev.factotum.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds in loose text what the policy cares about: links, bank accounts, amounts. Linear in the text's length. */
final class Loose {
    private static final Pattern LINK = Pattern.compile("(?i)\\b(?:https?://|www\\.)[^\\s<>\"'`|\\\\^{}]+");
    private static final Pattern IBAN =
            Pattern.compile("\\b[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\\b");
    private static final Pattern AMOUNT = Pattern.compile(
            "(?:[€$£]\\s?\\d[\\d.,]*|\\b\\d[\\d.,]*\\s?(?:EUR|USD|GBP|CHF)\\b|\\b(?:EUR|USD|GBP|CHF)\\s?\\d[\\d.,]*)");
    private static final int MOST = 50;

    private Loose() {}

    /** Links, without closing punctuation. */
    static Set<String> links(String text) {
        Set<String> found = new LinkedHashSet<>();
        for (String link : all(LINK, text)) {
            int end = link.length();
            while (end > 0 && ".,;:!?)]*_".indexOf(link.charAt(end - 1)) >= 0) {
                end--;
            }
            found.add(link.substring(0, end));
        }
        return found;
    }

    static Set<String> ibans(String text) {
        Set<String> found = new LinkedHashSet<>();
        all(IBAN, text).forEach(iban -> found.add(iban.replace(" ", "")));
        return found;
    }

    static Set<String> amounts(String text) {
        return all(AMOUNT, text);
    }

    private static Set<String> all(Pattern pattern, String text) {
        Set<String> found = new LinkedHashSet<>();
        Matcher matcher = pattern.matcher(text);
        while (found.size() < MOST && matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }

    /** True where the value stands in the text, whatever its case and spacing. */
    static boolean holds(String text, String value) {
        return squeeze(text).contains(squeeze(value));
    }

    private static String squeeze(String text) {
        StringBuilder squeezed = new StringBuilder(text.length());
        String lower = text.toLowerCase(Locale.ROOT);
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (!Character.isWhitespace(c) && c != '\\' && c != '\u00A0') {
                squeezed.append(c);
            }
        }
        return squeezed.toString();
    }

    /** All texts in an argument tree. */
    static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        collect(node, texts);
        return texts;
    }

    private static void collect(JsonNode node, List<String> into) {
        if (node.isTextual()) {
            into.add(node.textValue());
        } else {
            node.forEach(child -> collect(child, into));
        }
    }
}
