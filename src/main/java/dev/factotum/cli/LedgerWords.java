package dev.factotum.cli;

import dev.factotum.markdown.Escape;
import dev.factotum.vault.LedgerEntry;
import dev.factotum.vault.LedgerEntry.Answered;
import dev.factotum.vault.LedgerEntry.Approved;
import dev.factotum.vault.LedgerEntry.Audited;
import dev.factotum.vault.LedgerEntry.Born;
import dev.factotum.vault.LedgerEntry.Claimed;
import dev.factotum.vault.LedgerEntry.Closed;
import dev.factotum.vault.LedgerEntry.Intent;
import dev.factotum.vault.LedgerEntry.Moving;
import dev.factotum.vault.LedgerEntry.Noted;
import dev.factotum.vault.LedgerEntry.Parked;
import dev.factotum.vault.LedgerEntry.Placed;
import dev.factotum.vault.LedgerEntry.Proposed;
import dev.factotum.vault.LedgerEntry.Result;
import dev.factotum.vault.LedgerEntry.Returned;
import dev.factotum.vault.Trust;
import java.util.Locale;
import java.util.Optional;

/** A matter's history in plain words, one clause an entry, safe to show. */
final class LedgerWords {
    private LedgerWords() {}

    /** Empty for mere bookkeeping. */
    static Optional<String> of(LedgerEntry entry, When when) {
        String words = switch (entry) {
            case Born b ->
                "came in as " + b.kind()
                        + (b.origin().isEmpty() ? "" : " from " + b.origin())
                        + (b.trust() == Trust.OWN ? ", your own words" : ", untrusted")
                        + b.duplicateOf().map(id -> ", the same as " + id).orElse("");
            case Proposed p ->
                p.planner().equals("none")
                        ? "no rule matched it"
                        : "revision " + p.rev() + " was proposed by " + planner(p.planner());
            case Approved a -> Standing.approval(a);
            case Noted n -> noted(n);
            case Intent i ->
                "step " + i.step() + " started: " + i.skill() + " as " + i.account() + ", " + i.mode()
                        + (i.attempt() > 1 ? ", attempt " + i.attempt() : "");
            case Result r -> result(r);
            case Answered a ->
                "step " + a.step() + (a.answer().equals("arrived") ? " arrived" : " is to be done again") + ", says "
                        + a.by();
            case Parked p -> "step " + p.step() + " waits until " + when.at(p.until()) + ": " + p.why();
            case Returned r ->
                "went back to the tray: "
                        + Plainly.detail(
                                r.why() + ": " + r.detail().lines().findFirst().orElse(""), when.zone());
            case Closed c -> "came to rest: " + Plainly.reason(c.how()).replace('_', ' ');
            case Moving ignored -> "";
            case Placed ignored -> "";
            case Claimed ignored -> "";
            case Audited ignored -> "";
        };
        return words.isEmpty()
                ? Optional.empty()
                : Optional.of(Escape.terminal(words).replace('\n', ' '));
    }

    /** {@code the rule Answer a message}, {@code a person}, {@code nobody}. */
    static String planner(String planner) {
        if (planner.startsWith("rule:")) {
            return "the rule " + planner.substring("rule:".length());
        }
        return switch (planner) {
            case "person" -> "a person";
            case "none" -> "nobody";
            default -> planner;
        };
    }

    private static String noted(Noted noted) {
        String why = noted.detail().getOrDefault("why", "");
        String by = Standing.by(noted.by(), noted.via());
        return switch (noted.event()) {
            case "source" -> "";
            case "plan_again" -> "put back for a new plan" + by;
            case "changes_asked" -> "changes were asked for" + by;
            case "by_hand" -> "done by hand" + by;
            case "retry" -> "to be tried again at once" + by;
            default -> noted.event().replace('_', ' ') + by + (why.isEmpty() ? "" : ": " + why);
        };
    }

    private static String result(Result result) {
        String step = "step " + result.step();
        String took = result.millis() > 0 ? String.format(Locale.ROOT, " · %.1f s", result.millis() / 1000.0) : "";
        return switch (result.outcome()) {
            case "ok" ->
                step + (result.simulated() ? " was simulated" : " was done") + " → "
                        + result.receipt().replaceFirst("^simulated: ", "")
                        + (result.simulated() ? "" : took)
                        + (result.adopted() ? " · found by checking" : "");
            case "failed" -> step + " failed: " + result.error().orElse("");
            default -> step + " has no known outcome: " + result.error().orElse("");
        };
    }
}
