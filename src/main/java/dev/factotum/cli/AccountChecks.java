package dev.factotum.cli;

import dev.factotum.channel.port.AccountTroubles;
import dev.factotum.intake.Arrivals;
import dev.factotum.problem.Problem;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How accounts and watchers fared when they were last used. */
final class AccountChecks {
    private AccountChecks() {}

    static List<Check> look(Vault vault) throws IOException {
        List<Problem> problems = new ArrayList<>(AccountTroubles.problems(vault));
        problems.addAll(Arrivals.troubles(vault));
        return problems.stream()
                .map(one -> Check.note("platforms", one.where() + ": " + one.why(), one.next()))
                .toList();
    }
}
