package dev.factotum.http;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads when a provider takes calls again, in whatever form its header or body says it: seconds, an HTTP date, ISO 8601,
 * seconds or milliseconds since 1970, or a duration as Go writes it. Never sooner than a second from now nor later than 26
 * hours, so that no header makes a caller spin or wait for ever.
 */
public final class Resets {
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofHours(26);

    /** No form is longer. */
    private static final int LONGEST = 64;

    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,20}(\\.[0-9]{0,20})?");
    private static final Pattern GO = Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,12})?)(ns|us|µs|μs|ms|h|m|s)");
    private static final Pattern ALL_GO = Pattern.compile("(?:" + GO.pattern() + "){1,8}");

    private static final BigDecimal EPOCH_SECONDS = new BigDecimal("1e9");
    private static final BigDecimal EPOCH_MILLIS = new BigDecimal("1e12");
    private static final BigDecimal THOUSAND = new BigDecimal(1000);

    private Resets() {}

    /** Empty where the text is in none of the forms. */
    public static Optional<Instant> parse(String text, Instant now) {
        String value = text.strip();
        if (value.isEmpty() || value.length() > LONGEST) {
            return Optional.empty();
        }
        if (NUMBER.matcher(value).matches()) {
            return Optional.of(number(new BigDecimal(value), now));
        }
        if (ALL_GO.matcher(value).matches()) {
            return Optional.of(after(go(value), now));
        }
        return moment(value).map(at -> clamped(at, now));
    }

    /** A count of milliseconds from now, as {@code retry-after-ms} has it. */
    public static Optional<Instant> millis(String text, Instant now) {
        String value = text.strip();
        return value.length() <= LONGEST && NUMBER.matcher(value).matches()
                ? Optional.of(after(new BigDecimal(value).divide(THOUSAND), now))
                : Optional.empty();
    }

    /** A count of minutes from now, as Meta has it. */
    public static Instant minutes(long minutes, Instant now) {
        return after(BigDecimal.valueOf(minutes).multiply(new BigDecimal(60)), now);
    }

    /** An instant that is no sooner than a second from now and no later than 26 hours. */
    public static Instant clamped(Instant at, Instant now) {
        Instant least = now.plus(LEAST);
        Instant most = now.plus(MOST);
        return at.isBefore(least) ? least : at.isAfter(most) ? most : at;
    }

    private static Instant number(BigDecimal number, Instant now) {
        if (number.compareTo(EPOCH_MILLIS) > 0) {
            return clamped(epoch(number.divide(THOUSAND)), now);
        }
        return number.compareTo(EPOCH_SECONDS) > 0 ? clamped(epoch(number), now) : after(number, now);
    }

    private static Instant epoch(BigDecimal seconds) {
        BigDecimal most = BigDecimal.valueOf(Instant.MAX.getEpochSecond());
        return Instant.ofEpochSecond(seconds.min(most).longValue()).plusNanos(nanos(seconds));
    }

    private static Instant after(BigDecimal seconds, Instant now) {
        BigDecimal bounded = seconds.max(BigDecimal.ZERO).min(BigDecimal.valueOf(MOST.toSeconds()));
        return clamped(now.plusSeconds(bounded.longValue()).plusNanos(nanos(bounded)), now);
    }

    private static long nanos(BigDecimal seconds) {
        return seconds.remainder(BigDecimal.ONE).movePointRight(9).longValue();
    }

    private static BigDecimal go(String text) {
        BigDecimal seconds = BigDecimal.ZERO;
        Matcher parts = GO.matcher(text);
        while (parts.find()) {
            BigDecimal unit = switch (parts.group(2)) {
                case "h" -> new BigDecimal(3600);
                case "m" -> new BigDecimal(60);
                case "s" -> BigDecimal.ONE;
                case "ms" -> new BigDecimal("1e-3");
                case "ns" -> new BigDecimal("1e-9");
                default -> new BigDecimal("1e-6");
            };
            seconds = seconds.add(new BigDecimal(parts.group(1)).multiply(unit));
        }
        return seconds;
    }

    private static Optional<Instant> moment(String text) {
        try {
            return Optional.of(
                    text.indexOf(',') > 0
                            ? ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant()
                            : OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException noMoment) {
            return Optional.empty();
        }
    }
}
