package dev.factotum.channel.port;

import dev.factotum.http.HttpReply.Answered;
import dev.factotum.http.Resets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** Until when a platform takes no more calls, as an answer's headers say it. Our clock may differ from the platform's. */
public final class ResetHeader {
    /** No answer is that old: a clock that differs by more is a header that means nothing. */
    private static final Duration MOST = Duration.ofDays(1);

    private ResetHeader() {}

    /** By the first of these headers that says it. */
    public static Optional<Instant> of(Answered answer, Instant now, List<String> names) {
        Duration ahead = ahead(answer, now);
        return names.stream()
                .flatMap(name -> answer.header(name).stream())
                .flatMap(value -> Resets.parse(value, now.plus(ahead)).stream())
                .map(until -> Resets.clamped(until.minus(ahead), now))
                .findFirst();
    }

    /** How far the platform's clock is ahead of ours; nothing where it does not tell the time. */
    public static Duration ahead(Answered answer, Instant now) {
        try {
            return answer.header("date")
                    .map(date -> Duration.between(
                            now,
                            ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant()))
                    .filter(apart -> apart.abs().compareTo(MOST) < 0)
                    .orElse(Duration.ZERO);
        } catch (DateTimeException noDate) {
            return Duration.ZERO;
        }
    }
}
