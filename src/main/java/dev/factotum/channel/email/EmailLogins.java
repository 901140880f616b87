package dev.factotum.channel.email;

import dev.factotum.login.Login;
import dev.factotum.login.Login.Field;
import java.util.List;
import java.util.Map;

/** How a mailbox logs in. */
final class EmailLogins {
    private EmailLogins() {}

    static List<Login> all() {
        return List.of(new Login.Typed(
                "password",
                "the mailbox's password, or an app password of its own",
                List.of(
                        new Field("handle", "Mail address", false, "", true),
                        new Field(
                                "password",
                                "Password",
                                true,
                                "Gmail, iCloud, Yahoo and others want an app password, made on their security page. Another"
                                        + " provider's servers are named by --server HOST, or --set imap=… and --set smtp=….",
                                true)),
                Map.of()));
    }
}
