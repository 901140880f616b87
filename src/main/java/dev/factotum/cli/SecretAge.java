package dev.factotum.cli;

import dev.factotum.problem.AuthCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.secret.Durable;
import dev.factotum.secret.Kept;
import dev.factotum.secret.Passphrase;
import dev.factotum.secret.SecretStore;
import dev.factotum.secret.StateStore;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Secrets that were not changed for long, or end soon. Names and dates stand in clear: no key is needed for it. */
final class SecretAge {
    private SecretAge() {}

    static SecretStore store(Vault vault) {
        Durable durable = vault.files();
        return new StateStore(
                vault.world(),
                durable,
                Optional.of(vault.root()),
                Passphrase.of(vault.world().processes().environment()));
    }

    /** What is wrong with the secrets that this vault uses, or with the store itself. */
    static List<Problem> problems(Vault vault) {
        try {
            return old(vault);
        } catch (ProblemException unreadable) {
            return List.of(unreadable.problem());
        } catch (IOException refused) {
            return List.of(Failures.disk(refused));
        }
    }

    private static List<Problem> old(Vault vault) throws IOException {
        Instant now = vault.world().clock().instant();
        List<Kept> old = store(vault).list().stream()
                .filter(kept -> kept.age(now) != Kept.Age.FRESH)
                .toList();
        if (old.isEmpty()) {
            return List.of();
        }
        Map<String, List<String>> uses = SecretUses.of(vault);
        List<Problem> problems = new ArrayList<>();
        for (Kept kept : old) {
            if (uses.containsKey(kept.name())) {
                problems.add(problem(kept, now));
            }
        }
        return problems;
    }

    static Problem problem(Kept kept, Instant now) {
        return new Problem(
                AuthCode.OLD_SECRET,
                "The secret “" + kept.name() + "” should be changed",
                "secret:" + kept.name(),
                why(kept, now),
                "Make a new one where it came from, then: agent secrets rotate " + kept.name());
    }

    static String why(Kept kept, Instant now) {
        Optional<Instant> ending = kept.expires().filter(end -> end.isBefore(now.plus(Kept.TOO_OLD.minus(Kept.OLD))));
        return ending.map(end -> end.isAfter(now)
                        ? "it expires on " + end.toString().substring(0, 10)
                        : "it expired on " + end.toString().substring(0, 10))
                .orElse("it was set " + kept.days(now) + " days ago; 90 is the most it should be");
    }
}
