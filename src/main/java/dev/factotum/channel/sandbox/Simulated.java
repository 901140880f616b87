package dev.factotum.channel.sandbox;

import com.google.re2j.Pattern;
import dev.factotum.tool.Account;
import dev.factotum.tool.Mode;

/** Ids and addresses of what was only simulated: plain to see as such, and good only in the sandbox. */
public final class Simulated {
    private static final Pattern ID = Pattern.compile("simulated-[0-9a-f]{32}(-[0-9]{1,2})?");
    /** RFC 2606: nobody's address, yet counted as a web address by every channel. */
    private static final String HOST = "https://example.com/simulated/";

    private Simulated() {}

    public static String id(String key) {
        return "simulated-" + key;
    }

    public static String url(String channel, String key) {
        return HOST + channel + "/" + key;
    }

    /** True where the text is what a simulated step answered and the account is in the sandbox. */
    public static boolean names(String text, Account account) {
        return account.mode() == Mode.SANDBOX && (ID.matcher(text).matches() || text.startsWith(HOST));
    }
}
