package dev.factotum.cli;

import dev.factotum.problem.ExitCode;
import dev.factotum.problem.Problem;
import dev.factotum.secret.Kept;
import dev.factotum.secret.SecretStore;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The store of secrets: whether it opens, how old they are, whether all that are named are there. */
final class SecretChecks {
    private final Vault vault;

    SecretChecks(Vault vault) {
        this.vault = vault;
    }

    List<Check> look() throws IOException, InterruptedException {
        SecretStore store = SecretAge.store(vault);
        List<Kept> all = store.list();
        List<Check> checks = new ArrayList<>();
        Instant now = vault.world().clock().instant();
        for (Kept kept : all) {
            switch (store.get(kept.name())) {
                case SecretStore.Got.Failed(Problem problem) -> {
                    return List.of(Check.problem(
                            "secrets", problem.what() + " " + problem.why(), problem.next(), ExitCode.AUTH));
                }
                case SecretStore.Got.Held held -> {}
                case SecretStore.Got.Absent plain -> {}
            }
            checks.addAll(age(kept, now));
            if (kept.place() == Kept.Place.PLAIN) {
                checks.add(Check.note(
                        "secrets",
                        kept.name() + " lies in a file in clear",
                        "agent secrets set " + kept.name() + " takes it into the store."));
            }
        }
        if (!all.isEmpty() && checks.isEmpty()) {
            checks.add(Check.ok("secrets", all.size() + (all.size() == 1 ? " is" : " are") + " kept, none is old"));
        }
        List<String> names = all.stream().map(Kept::name).toList();
        SecretUses.of(vault).forEach((name, places) -> {
            if (!names.contains(name)) {
                checks.add(Check.note(
                        "secrets",
                        "secret:" + name + " is named in " + String.join(", ", places)
                                + " and not kept on this machine",
                        "agent secrets set " + name));
            }
        });
        return checks;
    }

    private static List<Check> age(Kept kept, Instant now) {
        Problem old = SecretAge.problem(kept, now);
        String words = kept.name() + ": " + SecretAge.why(kept, now);
        return switch (kept.age(now)) {
            case FRESH -> List.of();
            case OLD -> List.of(Check.note("secrets", words, old.next()));
            case TOO_OLD -> List.of(Check.problem("secrets", words, old.next(), ExitCode.AUTH));
        };
    }
}
