package dev.factotum.intake;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;

/**
 * Bytes as text, whatever somebody said they are.
 *
 * @param note what a person should know about the reading; empty where the bytes were what they claimed
 */
record Decoded(String text, Optional<String> note) {
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    /** Strict UTF-8 without NUL, as the vault's own notes must be. */
    static Optional<String> utf8(byte[] bytes) {
        return strict(bytes, StandardCharsets.UTF_8).filter(text -> text.indexOf('\0') < 0);
    }

    /** By the declared charset where it is known and fits, else UTF-8, else Windows-1252. */
    static Decoded of(byte[] bytes, Optional<String> declared) {
        Optional<Charset> charset = declared.flatMap(Decoded::charset);
        if (charset.isPresent()) {
            Optional<String> text = strict(bytes, charset.get());
            if (text.isPresent()) {
                return new Decoded(withoutBom(text.get()), Optional.empty());
            }
        }
        Decoded guess = guess(bytes);
        if (declared.isEmpty()) {
            return guess;
        }
        String read = guess.note().isPresent() ? "Windows-1252" : "UTF-8";
        String said = Lines.one(declared.get(), 40);
        return new Decoded(
                guess.text(),
                Optional.of("The text claims to be in " + said
                        + (charset.isPresent() ? ", which does not fit its bytes" : ", which nobody knows")
                        + "; it was read as " + read + "."));
    }

    /** With no word about the charset: byte order mark, UTF-8, else Windows-1252 with a note. */
    static Decoded guess(byte[] bytes) {
        if (bytes.length >= 2
                && ((bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE)
                        || (bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF))) {
            return new Decoded(withoutBom(new String(bytes, StandardCharsets.UTF_16)), Optional.empty());
        }
        return strict(bytes, StandardCharsets.UTF_8)
                .map(text -> new Decoded(withoutBom(text), Optional.empty()))
                .orElseGet(() -> new Decoded(
                        new String(bytes, WINDOWS),
                        Optional.of("The text is not UTF-8; it was read as Windows-1252.")));
    }

    /** The charset of that name; Latin 1 and ASCII as the superset that mail programs mean. */
    static Optional<Charset> charset(String name) {
        String bare = name.strip().replace("\"", "").replace("'", "");
        try {
            Charset charset = Charset.forName(bare);
            return Optional.of(charset.equals(StandardCharsets.ISO_8859_1) ? WINDOWS : charset);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> strict(byte[] bytes, Charset charset) {
        CodingErrorAction unmappable = charset.equals(WINDOWS) ? CodingErrorAction.REPLACE : CodingErrorAction.REPORT;
        try {
            return Optional.of(charset.newDecoder()
                    .onMalformedInput(unmappable)
                    .onUnmappableCharacter(unmappable)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static String withoutBom(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
