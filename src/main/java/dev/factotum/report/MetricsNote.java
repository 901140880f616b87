package dev.factotum.report;

import dev.factotum.channel.port.OwnPosts.Post;
import dev.factotum.config.Settings.AccountSettings;
import dev.factotum.markdown.Escape;
import dev.factotum.vault.Names;
import dev.factotum.vault.SafeFiles;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * {@code Metrics/CHANNEL ACCOUNT 2026-11.md}: a table with one row for each time that a post's counts were seen to be others
 * than before. Rows are only ever added; what a person writes around them stays.
 */
final class MetricsNote {
    private static final long LARGEST = 8 << 20;
    private static final int TRIES = 5;
    private static final int LONGEST_START = 60;
    private static final List<String> COUNTS = List.of("likes", "replies", "reposts", "quotes", "bookmarks", "views");
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("uuuu-MM", Locale.ROOT);

    private final Vault vault;
    private final AccountSettings account;
    private final ZoneId zone;

    MetricsNote(Vault vault, AccountSettings account, ZoneId zone) {
        this.vault = vault;
        this.account = account;
        this.zone = zone;
    }

    void add(List<Post> posts) throws IOException {
        ZonedDateTime now = vault.world().clock().instant().atZone(zone);
        Path file = vault.root()
                .resolve("Metrics")
                .resolve(Names.stem(account.channel() + " " + account.name() + " " + MONTH.format(now)) + ".md");
        for (int i = 0; i < TRIES; i++) {
            byte[] before;
            try {
                before = vault.world().disk().read(file, LARGEST);
            } catch (NoSuchFileException none) {
                String fresh = head() + rows("", posts, now);
                try {
                    vault.files().publish(file, fresh.getBytes(StandardCharsets.UTF_8));
                    return;
                } catch (FileAlreadyExistsException madeByAnother) {
                    continue;
                }
            }
            String text = new String(before, StandardCharsets.UTF_8);
            String rows = rows(text, posts, now);
            if (rows.isEmpty()) {
                return;
            }
            String end = text.endsWith("\n") ? "" : "\n";
            byte[] after = (text + end + rows).getBytes(StandardCharsets.UTF_8);
            if (vault.files().replace(file, before, after) == SafeFiles.Replaced.DONE) {
                return;
            }
        }
        throw new IOException(file.getFileName() + " changed again and again");
    }

    private String head() {
        return "# How posts of " + Escape.line(account.handle()) + " fare on " + Escape.line(account.channel())
                + "\n\n| Seen | Posted | Post | " + String.join(" | ", COUNTS) + " |\n|---|---|---|"
                + "---:|".repeat(COUNTS.size()) + "\n";
    }

    /** The oldest post first. */
    private String rows(String text, List<Post> posts, ZonedDateTime now) {
        StringBuilder rows = new StringBuilder();
        for (Post post : posts.reversed()) {
            String rest = "| " + minute(post.at()) + " | " + link(post) + " | " + counts(post) + " |";
            String mark = "](" + address(post) + ")";
            int last = text.lastIndexOf(mark);
            boolean same = last >= 0 && text.startsWith(mark + " | " + counts(post) + " |", last);
            if (!same) {
                rows.append("| ")
                        .append(MINUTE.format(now))
                        .append(' ')
                        .append(rest)
                        .append('\n');
            }
        }
        return rows.toString();
    }

    private String minute(Instant at) {
        return MINUTE.format(at.atZone(zone));
    }

    private static String counts(Post post) {
        return String.join(
                " | ",
                COUNTS.stream()
                        .map(name -> {
                            Long count = post.counts().get(name);
                            return count == null ? "" : count.toString();
                        })
                        .toList());
    }

    private static String link(Post post) {
        String line = post.text().replaceAll("[\\s\\p{Cntrl}|\\[\\]]+", " ").strip();
        int most = Math.min(line.length(), LONGEST_START);
        String start = line.substring(0, most) + (line.length() > most ? "…" : "");
        return "[" + (start.isEmpty() ? "post" : Escape.line(start)) + "](" + address(post) + ")";
    }

    private static String address(Post post) {
        boolean plain = post.url().chars().allMatch(c -> c > ' ' && c < 0x7f && "()|<>[]".indexOf(c) < 0);
        return plain ? post.url() : "";
    }
}
