package dev.factotum.engine;

import dev.factotum.plan.Mentions;
import dev.factotum.plan.PlanText;
import dev.factotum.vault.LedgerEntry;
import dev.factotum.vault.LedgerEntry.Noted;
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
    /** What the name of a planner that is a model begins with. */
    private static final String BY_MODEL = "model";

    private final String words;
    private final Set<String> accounts;
    private final String model;
    private final String persons;
    private final boolean asked;

    /**
     * @param model what a model proposed
     * @param persons what a person wrote in the note
     * @param asked true where another program asked for the matter
     */
    private Foreign(String words, String model, String persons, boolean asked) {
        this.words = words;
        this.accounts = Mentions.accounts(words);
        this.model = model;
        this.persons = persons;
        this.asked = asked;
    }

    /** Nothing, where the matter is a person's own. */
    static Foreign of(Vault vault, MatterId matter, History history, PlanText text) {
        String model = byModel(vault, matter, history, text);
        if (history.trust() != Trust.UNTRUSTED) {
            return new Foreign("", model, text.prose() + "\n" + text.title() + "\n" + wishes(history, text), false);
        }
        StringBuilder words = new StringBuilder(text.quotedSource());
        history.source().values().forEach(value -> words.append('\n').append(value));
        first(vault, matter, history).ifPresent(quoted -> words.append('\n').append(quoted));
        return new Foreign(words.toString(), model, wishes(history, text), Requests.asked(history));
    }

    /**
     * The steps that a model proposed, ours or one behind another program, as the proposal is kept, else as they stand; empty where a person or a rule made
     * the plan.
     */
    private static String byModel(Vault vault, MatterId matter, History history, PlanText text) {
        return history.proposed()
                .filter(made ->
                        made.planner().startsWith(BY_MODEL) || made.planner().startsWith(Request.PLANNER))
                .map(made -> read(vault, matter, made).orElse(text).steps().toString())
                .orElse("");
    }

    /** What people asked to have changed. */
    private static String wishes(History history, PlanText text) {
        StringBuilder wishes = new StringBuilder(text.tellTheAgent());
        for (LedgerEntry entry : history.entries()) {
            if (entry instanceof Noted noted && noted.event().equals("changes_asked")) {
                wishes.append('\n').append(noted.detail().getOrDefault("why", ""));
            }
        }
        return wishes.toString();
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
        return read(vault, matter, proposed.get()).map(PlanText::quotedSource);
    }

    /** A proposal as it was made. */
    private static Optional<PlanText> read(Vault vault, MatterId matter, Proposed proposed) {
        Path copy = proposal(vault, matter, proposed.rev());
        try {
            byte[] bytes = vault.world().disk().read(copy, Session.LIMIT);
            return Optional.of(PlanText.parse(new String(bytes, StandardCharsets.UTF_8), matter + ".md"));
        } catch (IOException lost) {
            return Optional.empty();
        }
    }

    /** Where a proposal is kept as the planner made it. */
    static Path proposal(Vault vault, MatterId matter, int rev) {
        return vault.hidden().resolve("proposed").resolve(matter + "-r" + rev + ".md");
    }

    /** True where another program asked for the matter; then its words are what that program wrote. */
    boolean asked() {
        return asked;
    }

    /** Where something that stands in these words came from, as a warning says it. */
    String came() {
        return asked ? "An MCP client asked for it." : "It came from the message.";
    }

    /** True where the plan is a model's. */
    boolean byModel() {
        return !model.isEmpty();
    }

    /** True where a model wrote this value, and neither the message nor a person has it. */
    boolean invented(String value) {
        return byModel()
                && !value.isBlank()
                && Loose.holds(model, value)
                && !holds(value)
                && !Loose.holds(persons, value);
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
