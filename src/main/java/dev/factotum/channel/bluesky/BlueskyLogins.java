package dev.factotum.channel.bluesky;

import dev.factotum.login.Login;
import dev.factotum.login.Login.Field;
import java.util.List;
import java.util.Map;

/** How an account of Bluesky logs in (platforms.md 5.1). */
final class BlueskyLogins {
    private BlueskyLogins() {}

    static List<Login> all() {
        return List.of(new Login.Typed(
                "app-password",
                "an app password, which can be taken back at any time",
                List.of(
                        new Field("handle", "Your handle, such as shop.bsky.social", false, "", true),
                        new Field(
                                "password",
                                "App password",
                                true,
                                "On bsky.app: Settings, Privacy and security, App passwords. Not the password you log in with.",
                                true)),
                Map.of()));
    }
}
