package dev.factotum.engine;

import dev.factotum.config.Risk;
import dev.factotum.config.Settings.AutoApproval;
import dev.factotum.vault.Claims.Claim;
import dev.factotum.vault.LedgerEntry.Proposed;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Approvals that a person wrote down beforehand as {@code approval.auto}: a rule's plans, of one skill, so many a day. */
final class AutoApprovals {
    private AutoApprovals() {}

    /**
     * Approves a fresh proposal that such a rule covers; empty where a person must decide. High risk never is
     * covered, nor what another program asked for.
     */
    static Optional<Approvals.Verdict> approve(Session session) throws IOException {
        Optional<AutoApproval> covering = covering(session);
        if (covering.isEmpty()) {
            return Optional.empty();
        }
        AutoApproval auto = covering.get();
        try (Claim counting =
                session.vault().claims().claim("auto:" + auto.rule()).orElse(null)) {
            if (counting == null || usedToday(session, auto) >= auto.perDay()) {
                return Optional.empty();
            }
            Approvals.Verdict verdict = Approvals.approve(session, new Approval.ByPolicy(session.now(), auto.rule()));
            session.flush();
            return Optional.of(verdict);
        }
    }

    private static Optional<AutoApproval> covering(Session session) throws IOException {
        if (Requests.asked(session.history())) {
            return Optional.empty();
        }
        String planner = session.history().proposed().map(Proposed::planner).orElse("");
        List<AutoApproval> ofRule = session.settings().approval().auto().stream()
                .filter(auto -> planner.equalsIgnoreCase("rule:" + auto.rule()))
                .toList();
        if (ofRule.isEmpty()) {
            return Optional.empty();
        }
        Assessment assessment = session.assess();
        if (assessment.run().isEmpty()
                || assessment.risk() == Risk.HIGH
                || !assessment.refusals().isEmpty()
                || answersAMachine(session, assessment)
                || !session.untouched()) {
            return Optional.empty();
        }
        for (AutoApproval auto : ofRule) {
            boolean covers = assessment.run().stream()
                    .allMatch(step ->
                            Assessor.covers(auto.skill(), step.tool().id().value()));
            if (covers && Demotions.counts(session, auto)) {
                return Optional.of(auto);
            }
        }
        return Optional.empty();
    }

    /** Two machines that answer each other never end. */
    private static boolean answersAMachine(Session session, Assessment assessment) {
        return session.history().conversation().auto().isPresent()
                && assessment.run().stream().anyMatch(step -> step.tool().outward());
    }

    private static int usedToday(Session session, AutoApproval auto) throws IOException {
        LocalDate today = LocalDate.ofInstant(session.now(), session.settings().zone());
        return session.parts()
                .audit()
                .read(
                        record -> record.ev().equals("approved")
                                && record.via().equals(Optional.of("rule:" + auto.rule()))
                                && LocalDate.ofInstant(
                                                record.t(), session.settings().zone())
                                        .equals(today),
                        auto.perDay() + 1)
                .size();
    }
}
