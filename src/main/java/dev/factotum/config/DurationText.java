package dev.factotum.config;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.time.Duration;
import java.util.Optional;

/** Lengths of time as people write them: {@code 10s}, {@code 30m}, {@code 6h}, {@code 7d}, {@code 2w}, {@code 500ms}. */
public final class DurationText {
    static final String PATTERN = "^[0-9]{1,6} ?(ms|s|m|h|d|w)$";

    private static final Pattern FORM = Pattern.compile("([0-9]{1,6}) ?(ms|s|m|h|d|w)");

    private DurationText() {}

    /** The length this text names, or empty where it names none. */
    public static Optional<Duration> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        long count = Long.parseLong(form.group(1));
        return Optional.of(
                switch (form.group(2)) {
                    case "ms" -> Duration.ofMillis(count);
                    case "s" -> Duration.ofSeconds(count);
                    case "m" -> Duration.ofMinutes(count);
                    case "h" -> Duration.ofHours(count);
                    case "d" -> Duration.ofDays(count);
                    default -> Duration.ofDays(7 * count);
                });
    }
}
