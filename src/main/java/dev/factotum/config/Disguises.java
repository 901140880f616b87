package dev.factotum.config;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The forms in which known secrets stand in texts: as they are, in base64, encoded for an address or for JSON; each of
 * them also where it runs over line ends.
 */
final class Disguises {
    /** A piece of base64 that is shorter stands in ordinary words. */
    private static final int SHORTEST_PIECE = 8;

    private final List<String> forms;

    private Disguises(List<String> forms) {
        this.forms = forms;
    }

    static Disguises of(Collection<String> secrets) {
        Set<String> all = new LinkedHashSet<>();
        for (String secret : secrets) {
            all.add(squeezed(secret));
            all.add(squeezed(secret.replace("\\", "\\\\").replace("\"", "\\\"").replace("/", "\\/")));
            all.add(squeezed(secret.replace("\\", "\\\\").replace("\"", "\\\"")));
            String form = URLEncoder.encode(secret, StandardCharsets.UTF_8);
            for (String one : List.of(form, form.replace("+", "%20"))) {
                all.add(one);
                all.add(lowerHex(one));
            }
            pieces(secret).stream()
                    .filter(piece -> piece.length() >= SHORTEST_PIECE)
                    .forEach(all::add);
        }
        List<String> forms = new ArrayList<>(all);
        forms.removeIf(String::isEmpty);
        forms.sort(Comparator.comparingInt(String::length).reversed());
        return new Disguises(List.copyOf(forms));
    }

    /** What base64 makes of it wherever it begins in the bytes: the letters that its neighbours have no part in. */
    private static List<String> pieces(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        List<String> pieces = new ArrayList<>();
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + bytes.length];
            System.arraycopy(bytes, 0, shifted, before, bytes.length);
            String all = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            int from = before == 0 ? 0 : before + 1;
            int to = shifted.length * 8 / 6;
            String piece = from < to ? all.substring(from, to) : "";
            pieces.add(piece);
            pieces.add(piece.replace('+', '-').replace('/', '_'));
        }
        return pieces;
    }

    private static String lowerHex(String encoded) {
        StringBuilder out = new StringBuilder(encoded);
        for (int at = 0; at + 2 < out.length(); at++) {
            if (out.charAt(at) == '%') {
                out.setCharAt(at + 1, Character.toLowerCase(out.charAt(at + 1)));
                out.setCharAt(at + 2, Character.toLowerCase(out.charAt(at + 2)));
            }
        }
        return out.toString();
    }

    /** The text with {@code mark} in the place of each. */
    String without(String text, String mark) {
        String out = text;
        for (String form : forms) {
            out = out.replace(form, mark);
        }
        return out.indexOf('\n') < 0 && out.indexOf('\r') < 0 ? out : overLines(out, mark);
    }

    private String overLines(String text, String mark) {
        int[] places = new int[text.length()];
        String flat = squeezed(text, places);
        boolean[] gone = new boolean[text.length()];
        boolean any = false;
        for (String form : forms) {
            for (int at = flat.indexOf(form); at >= 0; at = flat.indexOf(form, at + form.length())) {
                Arrays.fill(gone, places[at], places[at + form.length() - 1] + 1, true);
                any = true;
            }
        }
        if (!any) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            if (!gone[at]) {
                out.append(text.charAt(at));
            } else if (at == 0 || !gone[at - 1]) {
                out.append(mark);
            }
        }
        return out.toString();
    }

    private static String squeezed(String text) {
        return squeezed(text, new int[text.length()]);
    }

    /** Without line ends and the blanks behind them. @param places takes where each letter stood */
    private static String squeezed(String text, int[] places) {
        StringBuilder flat = new StringBuilder(text.length());
        boolean broken = false;
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            broken = letter == '\n' || letter == '\r' || broken && (letter == ' ' || letter == '\t');
            if (!broken) {
                places[flat.length()] = at;
                flat.append(letter);
            }
        }
        return flat.toString();
    }
}
