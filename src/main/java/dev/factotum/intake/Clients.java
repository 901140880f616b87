package dev.factotum.intake;

import dev.factotum.config.Settings;
import dev.factotum.problem.ItemCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.vault.Trust;
import java.util.List;
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

    /** The only client that an account is of. */
    static Optional<String> owning(String account, Settings settings) {
        List<String> owners = settings.clients().values().stream()
                .filter(client -> client.accounts().containsValue(account))
                .map(Settings.ClientSettings::name)
                .toList();
        return owners.size() == 1 ? Optional.of(owners.getFirst()) : Optional.empty();
    }

    /** The client a person named; throws where there is none of that name. */
    static String known(String name, Settings settings) {
        return named(name, settings)
                .orElseThrow(() -> new ProblemException(new Problem(
                        ItemCode.NO_SUCH_CLIENT,
                        "There is no client " + Lines.one(name, 100),
                        "--client",
                        settings.clients().isEmpty()
                                ? "the vault has no clients"
                                : "the vault has "
                                        + String.join(
                                                ", ",
                                                settings.clients().keySet().stream()
                                                        .sorted()
                                                        .toList()),
                        ItemCode.NO_SUCH_CLIENT.remedy())));
    }

    /**
     * By what a person's own note says, else by the sender's contact, else by the sender's domain. Foreign words say
     * nothing of it, and of a sender only what is strictly one address counts.
     */
    static Optional<String> of(Reading reading, Settings settings) {
        Optional<String> said =
                reading.client().filter(name -> reading.trust() == Trust.OWN).flatMap(name -> named(name, settings));
        if (said.isPresent()) {
            return said;
        }
        Optional<String> sender = reading.sender();
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
