package dev.factotum.channel.port;

import dev.factotum.config.DurationText;
import dev.factotum.config.Settings.AccountSettings;
import java.time.Duration;

/** What the watchers of all channels have in common. */
public final class Watching {
    private static final Duration LEAST = Duration.ofSeconds(10);
    private static final int OPENING = 80;

    private Watching() {}

    /** How often an account is looked at: as {@code accounts.NAME.watch} says, else as is usual. */
    public static Duration every(AccountSettings account, Duration usual) {
        return DurationText.parse(account.rest().getOrDefault("watch", ""))
                .filter(span -> span.compareTo(LEAST) >= 0)
                .orElse(usual);
    }

    /** How a text begins, on one line, for a title. */
    public static String opening(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.codePointCount(0, line.length()) > OPENING
                ? line.substring(0, line.offsetByCodePoints(0, OPENING)) + "…"
                : line;
    }
}
