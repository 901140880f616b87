package dev.factotum.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Pattern;

/** What the log records in its own words, as people say it. */
final class Plainly {
    private static final Pattern INSTANT = Pattern.compile("\\b[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z");
    private static final DateTimeFormatter AT = DateTimeFormatter.ofPattern("d MMM uuuu HH:mm", Locale.ENGLISH);

    private Plainly() {}

    /** A reason with what follows it, and times in the vault's zone. */
    static String detail(String detail, ZoneId zone) {
        int colon = detail.indexOf(": ");
        String word = colon < 0 ? detail : detail.substring(0, colon);
        String rest = colon < 0 ? "" : detail.substring(colon + 2);
        String plain = reason(word);
        String joined = plain.isEmpty() || rest.isEmpty() ? plain + rest : plain + ": " + rest;
        return INSTANT.matcher(joined).replaceAll(found -> at(found.group(), zone));
    }

    /** Empty for reasons that say nothing beside what follows them; other words as they are. */
    static String reason(String word) {
        return switch (word) {
            case "decision", "unclear" -> "";
            case "no_plan" -> "nothing could plan it";
            case "invalid" -> "it has a mistake";
            case "failed" -> "a step failed";
            case "changed" -> "it changed after approval";
            case "expired" -> "nobody decided in time";
            case "refused" -> "a policy refuses it";
            case "frozen" -> "two files have its id";
            case "your_edit" -> "your edit, saved when the note had moved on";
            case "by_hand" -> "done by hand";
            default -> word;
        };
    }

    private static String at(String instant, ZoneId zone) {
        try {
            return AT.format(Instant.parse(instant).atZone(zone));
        } catch (DateTimeParseException other) {
            return instant;
        }
    }
}
