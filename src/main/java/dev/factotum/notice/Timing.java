package dev.factotum.notice;

import dev.factotum.config.NoticeSettings;
import dev.factotum.config.Risk;
import dev.factotum.config.Settings;
import dev.factotum.notice.Notices.News;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** When what is new may be told: together with what comes up soon, not in quiet hours, not too often. */
final class Timing {
    private final NoticeSettings notices;
    private final Optional<Instant> quiet;
    private final Instant now;

    Timing(Settings settings, Instant now) {
        this.notices = settings.notices();
        this.quiet = notices.quiet().flatMap(hours -> QuietHours.end(hours, settings.zone(), now));
        this.now = now;
    }

    /** @param now what is told now; nothing else is due before {@code next} */
    record Due(List<News> now, Instant next) {
        Due {
            now = List.copyOf(now);
        }
    }

    /** @param last true where nothing waits for company */
    Due due(List<News> fresh, TargetState state, boolean last) {
        List<News> audible = quiet.isEmpty()
                ? fresh
                : fresh.stream()
                        .filter(one -> notices.wake() && one.risk() == Risk.HIGH)
                        .toList();
        Instant held = quiet.isPresent() && audible.size() < fresh.size() ? quiet.get() : Instant.MAX;
        if (audible.isEmpty()) {
            return new Due(List.of(), held);
        }
        Instant oldest =
                audible.stream().map(News::since).min(Instant::compareTo).orElse(now);
        Instant ripe = last || oldest.isAfter(now) ? now : oldest.plus(notices.batch());
        Instant free = later(state.free(notices.perHour(), now), state.until);
        Instant when = later(ripe, free);
        return when.isAfter(now) ? new Due(List.of(), when.isBefore(held) ? when : held) : new Due(audible, held);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
