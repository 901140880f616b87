package dev.factotum.engine;

import dev.factotum.plan.Mentions;
import dev.factotum.plan.PlanText;
import dev.factotum.vault.LedgerEntry.Proposed;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Trust;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * The words of a matter that others wrote: what intake noted of the source, and the message as it was quoted in the first
 * proposal and as it stands in the note. Taking the quotation out of the note makes nothing in it a person's own word.
 */
final class Foreign {
    private final String words;
    private final Set<String> accounts;

    private Foreign(String words) {
        this.words = words;
        this.accounts = Mentions.accounts(words);
    }

    /** Nothing, where the matter is a person's own. */
    static Foreign of(Vault vault, MatterId matter, History history, PlanText text) {
        if (history.trust() != Trust.UNTRUSTED) {
            return new Foreign("");
        }
        StringBuilder words = new StringBuilder(text.quotedSource());
        history.source().values().forEach(value -> words.append('\n').append(value));
        first(vault, matter, history).ifPresent(quoted -> words.append('\n').append(quoted));
        return new Foreign(words.toString());
    }

    /** The quotation of the first proposal; a proposal that was removed is as good as none. */
    private static Optional<String> first(Vault vault, MatterId matter, History history) {
        Optional<Proposed> proposed = history.entries().stream()
                .filter(Proposed.class::isInstance)
                .map(Proposed.class::cast)
                .findFirst();
        if (proposed.isEmpty()) {
            return Optional.empty();
        }
        Path copy = proposal(vault, matter, proposed.get().rev());
        try {
            byte[] bytes = vault.world().disk().read(copy, Session.LIMIT);
            return Optional.of(PlanText.parse(new String(bytes, StandardCharsets.UTF_8), matter + ".md")
                    .quotedSource());
        } catch (IOException lost) {
            return Optional.empty();
        }
    }

    /** Where a proposal is kept as the planner made it. */
    static Path proposal(Vault vault, MatterId matter, int rev) {
        return vault.hidden().resolve("proposed").resolve(matter + "-r" + rev + ".md");
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    /** True where the value stands in these words, whatever its case and spacing. */
    boolean holds(String value) {
        return !words.isEmpty() && !value.isBlank() && Loose.holds(words, value);
    }

    /** As {@link #holds}, for what {@link Mentions#accounts} found. */
    boolean holdsAccount(String account) {
        return accounts.contains(account);
    }
}
