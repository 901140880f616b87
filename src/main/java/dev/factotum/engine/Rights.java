package dev.factotum.engine;

import dev.factotum.config.Risk;
import dev.factotum.config.Settings;
import dev.factotum.config.Settings.ClientSettings;
import dev.factotum.config.Settings.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who may approve what: {@code approval.people} in agent.yaml and {@code approvers} of the client. */
final class Rights {
    private Rights() {}

    /** Why this approval does not count; empty where it does. What a person's rule approves was the person's word. */
    static Optional<String> objection(Session session, Risk risk, Approval approval) {
        if (!(approval instanceof Approval.ByPerson person)) {
            return Optional.empty();
        }
        if (person.gesture().afar() && risk == Risk.HIGH) {
            return Optional.of("High risk is never approved " + person.gesture().words() + ".");
        }
        Settings settings = session.settings();
        List<String> clients = clients(session);
        return ofPeople(settings, risk, person, clients)
                .or(() -> clients.stream()
                        .flatMap(client -> ofClient(settings, risk, person.by(), client).stream())
                        .findFirst());
    }

    /** A name in the properties that no client has. A vault without clients has no names to hold it against. */
    static Optional<String> unknownClient(Session session) {
        Settings settings = session.settings();
        return named(session)
                .filter(name ->
                        !settings.clients().isEmpty() && settings.client(name).isEmpty())
                .map(name -> "`client` names " + name + ", and there is no Clients/" + name + "/Client.md. Known: "
                        + String.join(
                                ", ",
                                settings.clients().keySet().stream().sorted().toList())
                        + ".");
    }

    private static Optional<String> named(Session session) {
        return session.text().properties().text("client").filter(name -> !name.isBlank());
    }

    /** As the note says, and as intake found: a changed property hands a matter to nobody's lighter rules. */
    private static List<String> clients(Session session) {
        List<String> clients = new ArrayList<>();
        named(session).ifPresent(clients::add);
        Optional.ofNullable(session.history().source().get("client"))
                .filter(name -> clients.stream().noneMatch(known -> Settings.sameName(known, name)))
                .ifPresent(clients::add);
        return clients;
    }

    private static Optional<String> ofPeople(
            Settings settings, Risk risk, Approval.ByPerson approval, List<String> clients) {
        if (settings.approval().people().isEmpty()) {
            return Optional.empty();
        }
        String by = approval.by();
        Person person = settings.approval().people().get(by);
        if (person == null) {
            return Optional.of("approval.people does not name " + by + ".");
        }
        if (risk.compareTo(person.may()) > 0) {
            return Optional.of("approval.people lets " + by + " approve up to "
                    + person.may().word() + " risk; this is " + risk.word() + ".");
        }
        boolean theirs = !clients.isEmpty()
                && clients.stream()
                        .allMatch(client ->
                                person.clients().stream().anyMatch(known -> Settings.sameName(known, client)));
        if (!person.clients().isEmpty() && !theirs) {
            return Optional.of("approval.people lets " + by + " approve only for "
                    + String.join(", ", person.clients().stream().sorted().toList()) + ".");
        }
        if (!person.gestures().isEmpty()
                && !person.gestures().contains(approval.gesture().word())) {
            return Optional.of("approval.people does not take this gesture from " + by + ": "
                    + approval.gesture().words() + ".");
        }
        return Optional.empty();
    }

    private static Optional<String> ofClient(Settings settings, Risk risk, String by, String client) {
        Optional<ClientSettings> known = settings.client(client);
        Optional<Set<String>> allowed =
                known.flatMap(found -> Optional.ofNullable(found.approvers().get(risk)));
        if (allowed.isEmpty() || allowed.get().contains(by)) {
            return Optional.empty();
        }
        String names = allowed.get().isEmpty()
                ? "nobody, as its file cannot be read"
                : String.join(", ", allowed.get().stream().sorted().toList());
        return Optional.of("Clients/" + known.get().name() + "/Client.md lets only " + names + " approve " + risk.word()
                + " risk.");
    }
}
