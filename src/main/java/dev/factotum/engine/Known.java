package dev.factotum.engine;

import dev.factotum.config.Settings;
import dev.factotum.tool.Conversation;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Tells where an address or handle came from. */
final class Known {
    private final Set<String> contacts = new HashSet<>();
    private final Set<String> own = new HashSet<>();
    private final Optional<String> sender;
    private final Foreign foreign;

    Known(Settings settings, Conversation conversation, Foreign foreign) {
        settings.contacts().forEach(contact -> contacts.add(lower(contact.address())));
        settings.accounts().values().forEach(account -> own.add(lower(account.handle())));
        this.sender = conversation.from().map(Known::bare);
        this.foreign = foreign;
    }

    /** True of the sender whom the matter answers, a contact or not. */
    boolean sender(String address) {
        return sender.isPresent() && sender.get().equals(bare(address));
    }

    Provenance of(String address) {
        String bare = bare(address);
        if (contacts.contains(bare)) {
            return Provenance.CONTACTS;
        }
        if (own.contains(bare)) {
            return Provenance.CONFIG;
        }
        if (sender(bare)) {
            return Provenance.THREAD;
        }
        if (bare.startsWith("${")) {
            return Provenance.STEP_OUTPUT;
        }
        if (foreign.holds(bare)) {
            return Provenance.ITEM_BODY;
        }
        return foreign.invented(bare) ? Provenance.MODEL : Provenance.HUMAN;
    }

    /** The address within {@code Name <address>}, in lower case. */
    static String bare(String shown) {
        int open = shown.lastIndexOf('<');
        int close = shown.lastIndexOf('>');
        return lower(open >= 0 && close > open ? shown.substring(open + 1, close) : shown);
    }

    private static String lower(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
