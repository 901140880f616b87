package dev.factotum.engine;

import dev.factotum.config.Risk;
import dev.factotum.config.Settings;
import dev.factotum.config.Settings.Person;
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
        Settings settings = session.settings();
        Optional<String> client = session.text().properties().text("client");
        return ofPeople(settings, risk, person, client).or(() -> ofClient(settings, risk, person.by(), client));
    }

    private static Optional<String> ofPeople(
            Settings settings, Risk risk, Approval.ByPerson approval, Optional<String> client) {
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
        if (!person.clients().isEmpty()
                && client.filter(person.clients()::contains).isEmpty()) {
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

    private static Optional<String> ofClient(Settings settings, Risk risk, String by, Optional<String> client) {
        Optional<Set<String>> allowed = client.flatMap(
                        name -> Optional.ofNullable(settings.clients().get(name)))
                .flatMap(known -> Optional.ofNullable(known.approvers().get(risk)));
        if (allowed.isEmpty() || allowed.get().contains(by)) {
            return Optional.empty();
        }
        String names = allowed.get().isEmpty()
                ? "nobody, as its file cannot be read"
                : String.join(", ", allowed.get().stream().sorted().toList());
        return Optional.of("Clients/" + client.orElse("") + "/Client.md lets only " + names + " approve " + risk.word()
                + " risk.");
    }
}
