package dev.factotum.channel.port;

import dev.factotum.channel.sandbox.Action;
import dev.factotum.config.Settings.AccountSettings;
import dev.factotum.login.Login;
import java.util.List;

/** One platform: what can be done there, and how an account of it is opened. Stateless. */
public interface Channel {
    /** As in the ids of its tools and in {@code accounts.NAME.channel}: {@code x}. */
    String id();

    /** As people call it: {@code X}. */
    String name();

    List<Action> actions();

    /** How an account of it logs in, the one to begin with first; none where it cannot be connected by a command. */
    default List<Login> logins() {
        return List.of();
    }

    /** An account that is connected. Asks nobody yet: what is wrong with its login shows at its first call. */
    Line open(AccountSettings account, Ground ground);
}
