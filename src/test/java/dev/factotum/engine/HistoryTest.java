package dev.factotum.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.vault.Digest;
import dev.factotum.vault.LedgerEntry;
import dev.factotum.vault.LedgerEntry.Answered;
import dev.factotum.vault.LedgerEntry.Approved;
import dev.factotum.vault.LedgerEntry.Intent;
import dev.factotum.vault.LedgerEntry.Moving;
import dev.factotum.vault.LedgerEntry.Noted;
import dev.factotum.vault.LedgerEntry.Placed;
import dev.factotum.vault.LedgerEntry.Result;
import dev.factotum.vault.LedgerEntry.Returned;
import dev.factotum.vault.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static final Instant T = Instant.parse("2026-11-20T08:00:00Z");
    private static final Digest DIGEST = Digest.of("x");

    private static Approved approved() {
        return new Approved(T, 1, DIGEST, "sam", "move", "normal", Optional.empty());
    }

    private static Intent intent(String key, int attempt) {
        return new Intent(T, "s1", key, DIGEST, "email.send@1", "studio", "sandbox", DIGEST, attempt, 1, Map.of());
    }

    private static Result result(String key, String outcome) {
        return new Result(T, "s1", key, outcome, "r", "{}", Optional.empty(), true, false, 5);
    }

    private static History of(LedgerEntry... entries) {
        return History.of(List.of(entries));
    }

    @Test
    void aReturnEndsTheApproval() {
        assertTrue(of(approved()).approval().isPresent());
        assertTrue(of(approved(), new Returned(T, "failed", List.of("s1"), ""))
                .approval()
                .isEmpty());
    }

    @Test
    void aPersonsWithdrawalEndsTheApproval() {
        History history = of(approved(), new Noted(T, "withdrawn", "sam", "move", Map.of()));
        assertTrue(history.approval().isEmpty());
    }

    @Test
    void aMoveIsUnfinishedUntilItsPlaceIsConfirmed() {
        Moving moving = new Moving(T, Stage.NEEDS_ACTION, Stage.PENDING_APPROVAL, "A.md", DIGEST, "plan");
        assertTrue(of(moving).unfinished().isPresent());
        History confirmed = of(moving, new Placed(T, Stage.PENDING_APPROVAL, "A.md", "agent"));
        assertTrue(confirmed.unfinished().isEmpty());
        assertTrue(confirmed.written().isPresent());
    }

    @Test
    void anIntentWithoutResultIsUnknownUntilItIsAnswered() {
        History open = of(approved(), intent("k1", 1));
        assertEquals(java.util.Set.of("s1"), open.unknown());
        assertTrue(of(approved(), intent("k1", 1), result("k1", "ok")).unknown().isEmpty());
        assertEquals(
                java.util.Set.of("s1"),
                of(approved(), intent("k1", 1), result("k1", "ambiguous")).unknown());
        History answered = of(approved(), intent("k1", 1), new Answered(T, "s1", "k1", "arrived", "sam"));
        assertTrue(answered.unknown().isEmpty());
        assertTrue(answered.of("s1").done().isPresent());
    }

    @Test
    void retriesUnderOneApprovalKeepTheirAttempt() {
        History history = of(approved(), intent("k1", 1), result("k1", "failed"));
        assertEquals(1, history.of("s1").next(history.approvals()));
    }

    @Test
    void anApprovalAfterAFailureIsANewAttempt() {
        History history = of(approved(), intent("k1", 1), result("k1", "failed"), approved());
        assertEquals(2, history.of("s1").next(history.approvals()));
    }

    @Test
    void aPersonsAgainIsANewAttempt() {
        History history = of(approved(), intent("k1", 1), new Answered(T, "s1", "k1", "again", "sam"), approved());
        assertEquals(2, history.of("s1").next(history.approvals()));
        assertFalse(history.of("s1").done().isPresent());
    }
}
