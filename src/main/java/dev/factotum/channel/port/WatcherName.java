package dev.factotum.channel.port;

import dev.factotum.vault.Digest;
import java.util.Locale;

/** What a watcher of an account is called: letters, digits and hyphens, the same for ever, another for each account. */
public final class WatcherName {
    private static final int LONGEST = 40;

    private WatcherName() {}

    /** @param what it looks for: {@code mentions}, {@code mail} */
    public static String of(String account, String what) {
        String plain = account.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String start = plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain;
        String mark =
                start.equals(account) ? "" : "-" + Digest.of(account).hex().substring(0, 8);
        return "account-" + start + mark + "-" + what;
    }
}
