package dev.factotum.channel.bluesky;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** How large a picture is, by its first bytes, so that a place of its shape is kept free while it loads. */
record Pixels(int width, int height) {
    /** Of a PNG, GIF, JPEG or WebP; empty where it is none or damaged. */
    static Optional<Pixels> of(byte[] file) {
        if (starts(file, 0, "\u0089PNG") && file.length >= 24) {
            return sane(big(file, 16, 4), big(file, 20, 4));
        }
        if (starts(file, 0, "GIF8") && file.length >= 10) {
            return sane(little(file, 6, 2), little(file, 8, 2));
        }
        if (starts(file, 0, "\u00ff\u00d8")) {
            return jpeg(file);
        }
        return starts(file, 0, "RIFF") && starts(file, 8, "WEBP") && file.length >= 30 ? webp(file) : Optional.empty();
    }

    /** Its segments up to the first that begins a frame. */
    private static Optional<Pixels> jpeg(byte[] file) {
        int at = 2;
        while (at + 9 < file.length && (file[at] & 0xff) == 0xff) {
            int marker = file[at + 1] & 0xff;
            if (marker == 0xff) {
                at++;
                continue;
            }
            boolean frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
            if (frame) {
                return sane(big(file, at + 7, 2), big(file, at + 5, 2));
            }
            int length = big(file, at + 2, 2);
            if (length < 2) {
                return Optional.empty();
            }
            at += 2 + length;
        }
        return Optional.empty();
    }

    private static Optional<Pixels> webp(byte[] file) {
        if (starts(file, 12, "VP8X")) {
            return sane(little(file, 24, 3) + 1, little(file, 27, 3) + 1);
        }
        if (starts(file, 12, "VP8L")) {
            int bits = little(file, 21, 4);
            return sane((bits & 0x3fff) + 1, (bits >>> 14 & 0x3fff) + 1);
        }
        return starts(file, 12, "VP8 ")
                ? sane(little(file, 26, 2) & 0x3fff, little(file, 28, 2) & 0x3fff)
                : Optional.empty();
    }

    private static Optional<Pixels> sane(int width, int height) {
        return width > 0 && height > 0 && width <= 1 << 20 && height <= 1 << 20
                ? Optional.of(new Pixels(width, height))
                : Optional.empty();
    }

    private static boolean starts(byte[] file, int at, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
        return file.length >= at + wanted.length
                && java.util.Arrays.equals(file, at, at + wanted.length, wanted, 0, wanted.length);
    }

    private static int big(byte[] file, int at, int count) {
        int number = 0;
        for (int i = 0; i < count; i++) {
            number = number << 8 | file[at + i] & 0xff;
        }
        return number;
    }

    private static int little(byte[] file, int at, int count) {
        int number = 0;
        for (int i = count - 1; i >= 0; i--) {
            number = number << 8 | file[at + i] & 0xff;
        }
        return number;
    }
}
