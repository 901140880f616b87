package dev.factotum.memory;

import dev.factotum.engine.History;
import dev.factotum.engine.Learning;
import dev.factotum.engine.Learning.Ending;
import dev.factotum.plan.PlanChanges;
import dev.factotum.plan.PlanText;
import dev.factotum.plan.StepChange;
import dev.factotum.vault.Digest;
import dev.factotum.vault.LedgerEntry;
import dev.factotum.vault.LedgerEntry.Approved;
import dev.factotum.vault.LedgerEntry.Moving;
import dev.factotum.vault.LedgerEntry.Noted;
import dev.factotum.vault.LedgerEntry.Proposed;
import dev.factotum.vault.Stage;
import dev.factotum.vault.Trust;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A plan of ours and what a person made of it.
 *
 * @param message the words of others in it; empty where there are none
 * @param changes empty where it was approved as it was proposed
 */
record Judged(Proposed proposed, Approved approved, String message, List<StepChange> changes) {
    private static final long LARGEST = 4L << 20;

    Judged {
        changes = List.copyOf(changes);
    }

    /** True where a policy approved it, so nobody looked. */
    boolean automatic() {
        return approved.via().startsWith("rule:");
    }

    /** Every plan of a rule or a model that was approved since the last that was learnt from, in order. */
    static List<Judged> of(Vault vault, Ending ending) throws IOException {
        List<Judged> judged = new ArrayList<>();
        List<LedgerEntry> entries = ending.history().entries();
        Proposed proposed = null;
        Approved approved = null;
        Moving written = null;
        Moving shown = null;
        boolean learnt = false;
        for (LedgerEntry entry : entries) {
            switch (entry) {
                case Proposed next -> {
                    add(judged, vault, ending, proposed, approved, shown, learnt);
                    proposed = next;
                    approved = null;
                    learnt = false;
                }
                case Approved next -> {
                    approved = next;
                    shown = written;
                }
                case Moving moving when moving.to() == Stage.PENDING_APPROVAL -> written = moving;
                case Noted noted
                when noted.event().equals(Learning.LEARNT) -> {
                    judged.clear();
                    learnt = approved != null || learnt;
                }
                default -> {}
            }
        }
        add(judged, vault, ending, proposed, approved, shown, learnt);
        return judged;
    }

    private static void add(
            List<Judged> judged,
            Vault vault,
            Ending ending,
            @Nullable Proposed proposed,
            @Nullable Approved approved,
            @Nullable Moving shown,
            boolean learnt)
            throws IOException {
        if (proposed == null || approved == null || learnt) {
            return;
        }
        boolean ours =
                proposed.planner().startsWith("rule:") || proposed.planner().startsWith("model");
        if (ours) {
            judged(vault, ending, proposed, approved, shown).ifPresent(judged::add);
        }
    }

    private static Optional<Judged> judged(
            Vault vault, Ending ending, Proposed proposed, Approved approved, @Nullable Moving shown)
            throws IOException {
        byte[] copy;
        byte[] made;
        try {
            copy = read(vault, "approved", approved.plan().hex() + ".md");
            if (shown != null && shown.content().equals(Digest.of(copy))) {
                return Optional.of(new Judged(proposed, approved, "", List.of()));
            }
            made = read(vault, "proposed", ending.id() + "-r" + proposed.rev() + ".md");
        } catch (NoSuchFileException lost) {
            return Optional.empty();
        }
        History history = ending.history();
        PlanText before = text(made, ending);
        PlanText after = text(copy, ending);
        List<StepChange> changes = PlanChanges.between(
                before, after, step -> history.of(step.value()).done().isPresent());
        StringBuilder message = new StringBuilder();
        if (!own(history)) {
            message.append(before.quotedSource()).append('\n').append(after.quotedSource());
            history.source().values().forEach(value -> message.append('\n').append(value));
        }
        return Optional.of(new Judged(proposed, approved, message.toString(), changes));
    }

    static boolean own(History history) {
        return history.trust() == Trust.OWN;
    }

    private static PlanText text(byte[] bytes, Ending ending) {
        return PlanText.parse(new String(bytes, StandardCharsets.UTF_8), ending.id() + ".md");
    }

    private static byte[] read(Vault vault, String folder, String name) throws IOException {
        return vault.world().disk().read(vault.hidden().resolve(folder).resolve(name), LARGEST);
    }
}
