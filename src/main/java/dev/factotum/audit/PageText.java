package dev.factotum.audit;

import dev.factotum.vault.Digest;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an entry looks like on the page. Nothing in a line can be a link, a tag, markup or a second line: what is not
 * plainly harmless stands between backticks.
 */
final class PageText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final Pattern HARMLESS = Pattern.compile("[\\p{L}\\p{N}(][\\p{L}\\p{N} /.,:;+@%…()'?=-]*");
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9._+-]@");
    private static final int OFFSET_STEP = 15 * 60;
    private static final int MOST_OFFSET = 18 * 60 * 60;

    private PageText() {}

    /** A line of the page in two parts, between which the title stands. */
    record Line(LocalDate day, String front, String rest) {
        /** The line without title and tail, which {@code line} is the hash of. */
        String bare() {
            return front + rest;
        }

        String hash() {
            return Digest.of(bare()).hex();
        }

        /** The whole line with its line break. */
        String whole(String title, long seq, String hash) {
            String shown = title.isEmpty() ? "" : " `" + title.replace('`', '\'') + "`";
            return front + shown + rest + " #" + seq + "·" + hash.substring(0, 8) + "\n";
        }
    }

    /** @param event already cleaned */
    static Line of(AuditEvent event, ZoneId zone) {
        return line(
                event.t().atZone(zone).toOffsetDateTime(),
                event.type(),
                event.ev(),
                event.matter().isPresent(),
                event.step(),
                event.skill(),
                event.by(),
                event.via(),
                event.receipt(),
                event.detail());
    }

    /** The line of an entry that was written in whatever zone; empty where none gives the line that it was. */
    static Optional<Line> again(AuditRecord entry, ZoneId zone) {
        Line now = of(entry, zone.getRules().getOffset(entry.t()));
        if (now.hash().equals(entry.line())) {
            return Optional.of(now);
        }
        for (int seconds = -MOST_OFFSET; seconds <= MOST_OFFSET; seconds += OFFSET_STEP) {
            Line other = of(entry, ZoneOffset.ofTotalSeconds(seconds));
            if (other.hash().equals(entry.line())) {
                return Optional.of(other);
            }
        }
        return Optional.empty();
    }

    private static Line of(AuditRecord entry, ZoneOffset offset) {
        return line(
                entry.t().atOffset(offset),
                entry.type(),
                entry.ev(),
                entry.matter().isPresent(),
                entry.step(),
                entry.skill(),
                entry.by(),
                entry.via(),
                entry.receipt(),
                entry.detail());
    }

    private static Line line(
            OffsetDateTime t,
            EventType type,
            String ev,
            boolean ofMatter,
            Optional<String> step,
            Optional<String> skill,
            Optional<String> by,
            Optional<String> via,
            Optional<String> receipt,
            Optional<String> detail) {
        StringBuilder rest = new StringBuilder();
        step.ifPresent(id -> rest.append(' ').append(id));
        skill.ifPresent(id -> rest.append(' ').append(id.replaceAll("@[^@]*$", "")));
        receipt.ifPresent(text -> rest.append(" → ").append(harmless(text)));
        detail.ifPresent(text -> rest.append(" · ").append(harmless(text)));
        by.ifPresent(who -> rest.append(" · ").append(doer(type, ofMatter)).append(harmless(who)));
        via.ifPresent(how -> rest.append(by.isPresent() ? " (" : " · (")
                .append(harmless(how))
                .append(')'));
        return new Line(t.toLocalDate(), "- " + TIME.format(t) + " **" + ev + "**", rest.toString());
    }

    private static String doer(EventType type, boolean ofMatter) {
        return switch (type) {
            case HumanResponseReceived -> "by ";
            case ActivityUpdate, ContentSuggested, EngagementSuggested, HumanReviewRequired, ActionExecuted ->
                ofMatter ? "agent " : "by ";
        };
    }

    private static String harmless(String text) {
        boolean plain = HARMLESS.matcher(text).matches()
                && !ADDRESS.matcher(text).find()
                && !text.contains("://")
                && !text.toLowerCase(Locale.ROOT).contains("www.");
        return plain ? text : "`" + text.replace('`', '\'') + "`";
    }
}
