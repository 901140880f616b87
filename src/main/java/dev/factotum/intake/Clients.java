package dev.factotum.intake;

import dev.factotum.config.Settings;
import java.util.Optional;

/** Whose matter it is. */
final class Clients {
    private Clients() {}

    /** The client's name as its folder writes it; empty where there is none of that name. */
    static Optional<String> named(String name, Settings settings) {
        return settings.clients().keySet().stream()
                .filter(known -> known.equalsIgnoreCase(name.strip()))
                .findFirst();
    }

    /** By what the file says of itself, else by the sender's contact, else by the sender's domain. */
    static Optional<String> of(Reading reading, Settings settings) {
        Optional<String> said = reading.client().flatMap(name -> named(name, settings));
        if (said.isPresent()) {
            return said;
        }
        Optional<String> sender = reading.conversation()
                .from()
                .map(from -> from.substring(from.lastIndexOf('<') + 1))
                .flatMap(from -> Mailboxes.addresses(from).stream().findFirst());
        if (sender.isEmpty()) {
            return Optional.empty();
        }
        String address = sender.get();
        String domain = address.substring(address.indexOf('@') + 1);
        return settings.contacts().stream()
                .filter(contact -> contact.address().equalsIgnoreCase(address))
                .flatMap(contact -> contact.client().stream())
                .findFirst()
                .or(() -> settings.clients().values().stream()
                        .filter(client -> client.domains().stream().anyMatch(own -> own.equalsIgnoreCase(domain)))
                        .map(Settings.ClientSettings::name)
                        .sorted()
                        .findFirst());
    }
}
