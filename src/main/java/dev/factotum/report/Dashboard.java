package dev.factotum.report;

import dev.factotum.engine.Overview;
import dev.factotum.vault.SafeFiles;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;

/**
 * Dashboard.md: the part between its markers is ours, everything else is the person's and stays byte for byte. Without
 * markers nothing is written; a missing file is made again. Thread-safe.
 */
public final class Dashboard {
    private static final String BEGIN = "<!-- agent:dashboard -->";
    private static final String END = "<!-- /agent:dashboard -->";
    private static final long LARGEST = 4L << 20;
    private static final int TRIES = 3;

    private final Vault vault;
    private final byte[] template;

    /** @param template what a new Dashboard.md holds, with the markers in it */
    public Dashboard(Vault vault, byte[] template) {
        this.vault = vault;
        this.template = template.clone();
    }

    /**
     * Brings the part up to date.
     *
     * @param last the newest first
     * @return false where nothing had to be written, or nothing may be
     */
    public boolean refresh(Overview overview, List<Ended> last, ZoneId zone) throws IOException {
        String part = new DashboardText(overview, last, zone).text();
        Path file = vault.root().resolve("Dashboard.md");
        for (int i = 0; i < TRIES; i++) {
            byte[] read;
            try {
                read = vault.world().disk().read(file, LARGEST);
            } catch (NoSuchFileException missing) {
                if (published(file, withPart(template, part))) {
                    return true;
                }
                continue;
            }
            byte[] fresh = withPart(read, part);
            if (Arrays.equals(read, fresh)) {
                return false;
            }
            if (vault.files().replace(file, read, fresh) == SafeFiles.Replaced.DONE) {
                return true;
            }
        }
        return false;
    }

    private boolean published(Path file, byte[] fresh) throws IOException {
        try {
            vault.files().publish(file, fresh);
            return true;
        } catch (FileAlreadyExistsException madeByAnother) {
            return false;
        }
    }

    /** Where a line begins with the marker; titles may hold its words elsewhere in a line. */
    private static int lineStart(String text, String marker, int from) {
        int at = text.indexOf(marker, from);
        while (at > 0 && text.charAt(at - 1) != '\n') {
            at = text.indexOf(marker, at + 1);
        }
        return at;
    }

    /** The markers are ASCII, so the bytes around them need no decoding. */
    static byte[] withPart(byte[] file, String part) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        int begin = lineStart(text, BEGIN, 0);
        int end = begin < 0 ? -1 : lineStart(text, END, begin);
        if (end < 0) {
            return file;
        }
        String newline = text.startsWith("\r\n", begin + BEGIN.length()) ? "\r\n" : "\n";
        byte[] ours = ("\n" + part).replace("\n", newline).getBytes(StandardCharsets.UTF_8);
        String fresh = text.substring(0, begin + BEGIN.length())
                + new String(ours, StandardCharsets.ISO_8859_1)
                + text.substring(end);
        return fresh.getBytes(StandardCharsets.ISO_8859_1);
    }
}
