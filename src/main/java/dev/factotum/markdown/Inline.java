package dev.factotum.markdown;

import java.util.Locale;
import java.util.Set;

/**
 * One line of visible text, written so that Markdown and Obsidian show it and do nothing with it.
 *
 * <p>A backslash goes before every character that could mean something where it stands: CommonMark takes a backslash
 * before all ASCII punctuation. Only {@code <%} becomes an entity, since template plug-ins read the bare bytes.
 */
final class Inline {
    private static final Set<String> WEB = Set.of("http", "https");
    private static final Set<String> ACTIVE = Set.of("javascript", "vbscript", "data", "file", "obsidian");

    private final String text;

    /**
     * Takes one line of text.
     *
     * @param text without line breaks, and without blanks at either end
     */
    Inline(String text) {
        this.text = text;
    }

    void to(StringBuilder out) {
        int numbered = afterDigits();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '<' && at(i + 1) == '%') {
                out.append("&lt;");
                continue;
            }
            if (live(c, i) || (i == numbered && (c == '.' || c == ')'))) {
                out.append('\\');
            }
            out.append(c);
        }
    }

    private boolean live(char c, int i) {
        return switch (c) {
            case '\\', '`', '*', '[', ']', '<', '|', '$', '~', '^' -> true;
            case '-', '+', '>' -> i == 0;
            case '_' -> !(wordBefore(i) && wordAfter(i));
            case '#' -> !wordBefore(i);
            case '&' -> at(i + 1) == '#' || Character.isLetter(at(i + 1));
            case '{' -> at(i - 1) == '$';
            case '%' -> at(i - 1) == '%' || at(i + 1) == '%' || i == 0 || i == text.length() - 1;
            case '=' -> i == 0 || at(i - 1) == '=' || at(i + 1) == '=';
            case ':' -> (i == 0 && at(1) == '-') || at(i - 1) == ':' || at(i + 1) == ':' || scheme(i);
            default -> false;
        };
    }

    /** True where the colon ends a URL scheme that a click should not follow. */
    private boolean scheme(int colon) {
        int start = colon;
        while (start > 0 && colon - start < 32 && schemeChar(text.charAt(start - 1))) {
            start--;
        }
        String name = text.substring(start, colon).toLowerCase(Locale.ROOT);
        boolean slashes = at(colon + 1) == '/' && at(colon + 2) == '/';
        boolean active = ACTIVE.stream().anyMatch(name::endsWith);
        return (active && at(colon + 1) != '\0' && !Glyphs.blank(at(colon + 1))) || (slashes && !WEB.contains(name));
    }

    private static boolean schemeChar(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "+-.".indexOf(c) >= 0;
    }

    /** The index behind the digits that start the line, or -1 where none do: there a list number would end. */
    private int afterDigits() {
        int i = 0;
        while (i < text.length() && Character.isDigit(text.charAt(i))) {
            i++;
        }
        return i == 0 ? -1 : i;
    }

    private char at(int i) {
        return i >= 0 && i < text.length() ? text.charAt(i) : '\0';
    }

    private boolean wordBefore(int i) {
        return i > 0 && Glyphs.word(text.codePointBefore(i));
    }

    private boolean wordAfter(int i) {
        return i + 1 < text.length() && Glyphs.word(text.codePointAt(i + 1));
    }
}
