package dev.factotum.channel.x;

import com.google.re2j.Pattern;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.channel.sandbox.Faults;
import dev.factotum.channel.sandbox.Simulated;
import dev.factotum.tool.Account;

/** An argument that names a post on X: its number or its web address. */
final class XPostRef {
    private static final Pattern POST = Pattern.compile(
            "(https?://(www\\.|mobile\\.)?(x|twitter)\\.com/[A-Za-z0-9_]{1,15}/status/)?[0-9]{1,19}(\\?[A-Za-z0-9_=&-]*)?");

    private XPostRef() {}

    static void check(String argument, Arguments arguments, Account account, Faults faults) {
        String text = arguments.text(argument);
        if (text.isBlank() || arguments.pending(text) || Simulated.names(text, account)) {
            return;
        }
        if (!POST.matcher(text).matches()) {
            faults.add(
                    argument,
                    "names no post on X",
                    "Write the post's address, such as https://x.com/jo/status/1234567890, or its number.");
        }
    }
}
