package dev.factotum.vault;

/** File names that every system and sync tool takes (F11). */
public final class Names {
    private Names() {}

    /** A readable file name stem from a title: NFC, at most 120 chars and 200 bytes, never empty, never reserved. */
    public static String stem(String title) {
        throw new UnsupportedOperationException(title);
    }

    /** The form under which two names clash: NFC and case folded. */
    public static String clashKey(String name) {
        throw new UnsupportedOperationException(name);
    }

    /** Names that are never matters: dot names, editors' and sync tools' temporary files (F10). */
    public static boolean ignored(String name) {
        throw new UnsupportedOperationException(name);
    }

    /** Names that sync tools give to conflict copies (F10). */
    public static boolean conflictCopy(String name) {
        throw new UnsupportedOperationException(name);
    }
}
