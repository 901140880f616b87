package dev.factotum.channel.x;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.channel.sandbox.Faults;
import dev.factotum.channel.sandbox.Simulated;
import dev.factotum.tool.Account;

/** An argument that names a post on X: its number or its web address. */
final class XPostRef {
    private static final Pattern POST = Pattern.compile(
            "(?:https?://(?:www\\.|mobile\\.)?(?:x|twitter)\\.com/(?:[A-Za-z0-9_]{1,15}|i/web)/status/)?([0-9]{1,19})(?:\\?[A-Za-z0-9_=&-]*)?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,19}");

    private XPostRef() {}

    static void check(String argument, Arguments arguments, Account account, Faults faults) {
        for (String text : arguments.list(argument)) {
            if (!text.isBlank()) {
                check(argument, text, arguments, account, faults);
            }
        }
    }

    static void check(String argument, String text, Arguments arguments, Account account, Faults faults) {
        if (!arguments.pending(text)
                && !Simulated.names(text, account)
                && !POST.matcher(text).matches()) {
            faults.add(
                    argument,
                    "names no post on X",
                    "Write the post's address, such as https://x.com/jo/status/1234567890, or its number.");
        }
    }

    /** The post's number; empty where the text names none. */
    static String id(String text) {
        Matcher matcher = POST.matcher(text.strip());
        return matcher.matches() ? matcher.group(1) : "";
    }

    static boolean number(String id) {
        return NUMBER.matcher(id).matches();
    }

    /** An address that leads to the post whoever wrote it. */
    static String url(String id) {
        return "https://x.com/i/web/status/" + id;
    }

    /** @param handle of its author with the @; empty where unknown */
    static String url(String handle, String id) {
        return handle.length() < 2 ? url(id) : "https://x.com/" + handle.substring(1) + "/status/" + id;
    }

    /** Posts get their numbers in the order of time. */
    static boolean newer(String id, String than) {
        return id.length() == than.length() ? id.compareTo(than) > 0 : id.length() > than.length();
    }
}
