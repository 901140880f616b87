package dev.factotum.channel.sandbox;

import dev.factotum.tool.Account;

/** How the line <em>If approved</em> says where something lands. */
public final class Place {
    private Place() {}

    /** {@code on X as @acme}; {@code on X} where no account is set up. */
    public static String on(String channel, Account account) {
        return unnamed(account) ? "on " + channel : "on " + channel + " as " + handle(account);
    }

    /** {@code @acme}. */
    public static String handle(Account account) {
        String handle = account.handle().isBlank() ? account.name() : account.handle();
        return handle.startsWith("@") ? handle : "@" + handle;
    }

    /** True where the sandbox stands in for an account that nobody has set up. */
    public static boolean unnamed(Account account) {
        return account.name().equals("sandbox");
    }
}
