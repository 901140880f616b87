package dev.factotum.engine;

import dev.factotum.vault.Vault;
import dev.factotum.world.FileFacts;
import dev.factotum.world.Sighted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The ends of the audit chain and of its page, read without the rest. */
final class OverviewAudit {
    private static final int TAIL = 16 * 1024;

    private OverviewAudit() {}

    /** @param written when the chain was last written */
    record End(Overview.Audit audit, Optional<Instant> written) {}

    static End read(Vault vault) throws IOException {
        Path folder = vault.hidden().resolve("audit");
        Optional<Sighted> newest = newest(vault, folder);
        if (newest.isEmpty()) {
            return new End(new Overview.Audit(true, 0, ""), Optional.empty());
        }
        Optional<Instant> written = Optional.of(newest.get().facts().modified());
        String last = lastLine(
                tail(vault, folder.resolve(newest.get().name()), newest.get().facts()));
        long seq = number(last, "\"seq\":");
        String hash = text(last, "\"h\":\"");
        if (seq < 1 || hash.length() < 8) {
            String reason = "the last entry of " + newest.get().name() + " cannot be read";
            return new End(new Overview.Audit(false, 0, reason), written);
        }
        return new End(page(vault, seq, hash.substring(0, 8)), written);
    }

    private static Optional<Sighted> newest(Vault vault, Path folder) throws IOException {
        List<Sighted> segments;
        try {
            segments = vault.world().disk().sight(folder, name -> name.endsWith(".ndjson"));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
        Optional<Sighted> newest = Optional.empty();
        for (Sighted one : segments) {
            boolean later = newest.isEmpty()
                    || one.facts().modified().isAfter(newest.get().facts().modified());
            if (later
                    && one.facts().kind() == FileFacts.Kind.FILE
                    && one.facts().size() > 0) {
                newest = Optional.of(one);
            }
        }
        return newest;
    }

    /** The page may be behind, for its missing lines are added at the next start; it may not say something else. */
    private static Overview.Audit page(Vault vault, long seq, String start) throws IOException {
        Path page = vault.root().resolve("Audit_Log.md");
        Optional<FileFacts> facts = vault.world().disk().facts(page);
        if (facts.isEmpty()) {
            return new Overview.Audit(true, seq, "");
        }
        String mark = "#" + seq + "·";
        String text = tail(vault, page, facts.get());
        int at = text.lastIndexOf(mark);
        boolean differs = at >= 0 && !text.startsWith(start, at + mark.length());
        return new Overview.Audit(!differs, seq, differs ? "Audit_Log.md differs from the chain at entry " + seq : "");
    }

    private static String tail(Vault vault, Path file, FileFacts facts) throws IOException {
        long from = Math.max(0, facts.size() - TAIL);
        return new String(vault.world().disk().readAt(file, from, TAIL), StandardCharsets.UTF_8);
    }

    /** The last line that is ended; a torn one behind it is mended at the next start. */
    private static String lastLine(String text) {
        int end = text.lastIndexOf('\n');
        return end < 0 ? "" : text.substring(text.lastIndexOf('\n', end - 1) + 1, end);
    }

    private static long number(String line, String key) {
        int at = line.indexOf(key);
        if (at < 0) {
            return -1;
        }
        long value = 0;
        for (int i = at + key.length();
                i < line.length() && Character.isDigit(line.charAt(i)) && value < 1L << 52;
                i++) {
            value = value * 10 + Character.digit(line.charAt(i), 10);
        }
        return value;
    }

    private static String text(String line, String key) {
        int at = line.lastIndexOf(key);
        int end = at < 0 ? -1 : line.indexOf('"', at + key.length());
        return end < 0 ? "" : line.substring(at + key.length(), end);
    }
}
