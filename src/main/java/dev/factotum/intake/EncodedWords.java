package dev.factotum.intake;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Header texts: raw bytes beyond ASCII, folding, and encoded words (RFC 2047), also where a character is split between
 * two words or the charset is unknown. Linear.
 */
final class EncodedWords {
    private static final Pattern WORD =
            Pattern.compile("=\\?([^?\\s*]{1,60})(?:\\*[^?\\s]{0,40})?\\?([BbQq])\\?([^?]{0,1000})\\?=");
    private static final int LIMIT = 20_000;

    private EncodedWords() {}

    /** @param raw as the mail library gives it: each char one byte, unless it decoded UTF-8 itself */
    static String decode(String raw) {
        String text =
                Lines.cut(bytesAsText(raw), LIMIT).replaceAll("\r?\n[ \t]", " ").replaceAll("[\r\n]", " ");
        StringBuilder out = new StringBuilder();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String charset = "";
        Matcher matcher = WORD.matcher(text);
        int from = 0;
        while (matcher.find()) {
            String between = text.substring(from, matcher.start());
            boolean adjacent = from > 0 && between.isBlank();
            if (!adjacent || !matcher.group(1).equalsIgnoreCase(charset)) {
                flush(bytes, charset, out);
                out.append(adjacent ? "" : between);
                charset = matcher.group(1);
            }
            bytes.writeBytes(
                    matcher.group(2).equalsIgnoreCase("B") ? base64(matcher.group(3)) : quoted(matcher.group(3)));
            from = matcher.end();
        }
        flush(bytes, charset, out);
        return out.append(text, from, text.length()).toString();
    }

    private static String bytesAsText(String raw) {
        boolean wide = false;
        boolean high = false;
        for (int i = 0; i < raw.length(); i++) {
            wide |= raw.charAt(i) > 0xFF;
            high |= raw.charAt(i) > 0x7F;
        }
        return wide || !high
                ? raw
                : Decoded.guess(raw.getBytes(StandardCharsets.ISO_8859_1)).text();
    }

    private static void flush(ByteArrayOutputStream bytes, String charset, StringBuilder out) {
        if (bytes.size() > 0) {
            Optional<Charset> known = Decoded.charset(charset);
            out.append(
                    known.isPresent()
                            ? new String(bytes.toByteArray(), known.get())
                            : Decoded.guess(bytes.toByteArray()).text());
            bytes.reset();
        }
    }

    private static byte[] base64(String text) {
        String clean = text.replaceAll("[^A-Za-z0-9+/]", "");
        return Base64.getDecoder().decode(clean.substring(0, clean.length() - (clean.length() % 4 == 1 ? 1 : 0)));
    }

    private static byte[] quoted(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
            if (c == '_') {
                bytes.write(' ');
            } else if (c == '=' && high >= 0 && low >= 0) {
                bytes.write(high * 16 + low);
                i += 2;
            } else {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }
}
