package dev.factotum.rule;

import com.google.re2j.Pattern;
import dev.factotum.config.Settings;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Who wrote.
 *
 * @param shown the whole sender, safe in a list of addresses
 * @param name as given, else as the contacts have it
 * @param address a bare address or a handle, lower case
 */
record Sender(String shown, Optional<String> name, String address) {
    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?");
    private static final Pattern HANDLE = Pattern.compile("@?[\\pL\\pN_][\\pL\\pN_.@-]{0,99}");

    /** Reads {@code Name <address>}, an address or a handle; empty where it holds none of these. */
    static Optional<Sender> of(String from, Settings settings) {
        String text = Values.line(from);
        int open = text.lastIndexOf('<');
        String address = (open >= 0 ? text.substring(open + 1).replaceFirst(">$", "") : text)
                .strip()
                .toLowerCase(Locale.ROOT);
        if (!ADDRESS.matches(address) && !HANDLE.matches(address)) {
            return Optional.empty();
        }
        String before = open > 0 ? text.substring(0, open).strip() : "";
        String unquoted = Values.line(before.replaceAll("[\\\\\"<>]", " "));
        Optional<String> name = !unquoted.isEmpty() && !unquoted.equalsIgnoreCase(address)
                ? Optional.of(unquoted)
                : contact(address, settings).map(Settings.Contact::name);
        String shown = name.filter(full -> full.indexOf('@') < 0)
                .map(full -> "\"" + full + "\" <" + address + ">")
                .orElse(address);
        return Optional.of(new Sender(shown, name, address));
    }

    /** True where the address is a contact's or belongs to a client's domain. */
    boolean known(Settings settings) {
        return contact(address, settings).isPresent()
                || settings.clients().values().stream()
                        .flatMap(client -> client.domains().stream())
                        .anyMatch(own -> domain().stream().anyMatch(own::equalsIgnoreCase));
    }

    Optional<String> domain() {
        int at = address.indexOf('@');
        return at > 0 ? Optional.of(address.substring(at + 1)) : Optional.empty();
    }

    /** {@code Jo} of {@code Jo Peters} and of {@code Peters, Jo}. */
    Optional<String> first() {
        return name.map(full -> {
            String given =
                    full.contains(",") ? full.substring(full.indexOf(',') + 1).strip() : full;
            String word = given.isEmpty() ? full : given.split("\\s+", 2)[0];
            return word.replace(",", "");
        });
    }

    void put(Map<String, Object> values) {
        values.put("from", shown);
        values.put("from.address", address);
        values.put("from.handle", address);
        values.put("from.name", name.orElse(address));
        first().ifPresent(given -> values.put("from.first", given));
        domain().ifPresent(domain -> values.put("from.domain", domain));
    }

    private static Optional<Settings.Contact> contact(String address, Settings settings) {
        return settings.contacts().stream()
                .filter(contact -> contact.address().equalsIgnoreCase(address))
                .findFirst();
    }
}
