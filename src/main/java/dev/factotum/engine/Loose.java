package dev.factotum.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Compares and collects loose text. */
final class Loose {
    private Loose() {}

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
