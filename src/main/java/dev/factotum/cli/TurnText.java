package dev.factotum.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.engine.History;
import dev.factotum.engine.Turn;
import dev.factotum.markdown.Escape;
import dev.factotum.problem.ApproveCode;
import dev.factotum.problem.Problem;
import dev.factotum.vault.LedgerEntry;
import dev.factotum.vault.LedgerEntry.Approved;
import dev.factotum.vault.LedgerEntry.Result;
import dev.factotum.vault.LedgerEntry.Returned;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one decision came to, for people and for programs. */
record TurnText(
        MatterId id,
        String title,
        Turn turn,
        List<Result> results,
        Optional<Returned> returned,
        Optional<History.Round> round) {
    TurnText {
        results = List.copyOf(results);
    }

    /** @param title as the matter was called before */
    static TurnText of(Vault vault, MatterId id, String title, Turn turn) throws IOException {
        List<LedgerEntry> entries = vault.ledgers().of(id).entries();
        if (entries.isEmpty()) {
            entries = vault.ledgers().closed(id).orElse(List.of());
        }
        List<Result> results = new ArrayList<>();
        for (LedgerEntry entry : entries) {
            if (entry instanceof Approved || turn instanceof Turn.Refused) {
                results.clear();
            } else if (entry instanceof Result result) {
                results.add(result);
            }
        }
        History history = History.of(entries);
        return new TurnText(id, title, turn, results, history.returned(), history.pendingRound());
    }

    /** True where the command must end with {@link dev.factotum.problem.ExitCode#FAILED}. */
    boolean failed() {
        return switch (turn) {
            case Turn.ToTray(String ignored, boolean failed) -> failed;
            case Turn.Busy(), Turn.Again() -> true;
            case Turn.Refused(Problem ignored) -> true;
            case Turn.Rests(Instant ignored) -> false;
            case Turn.Planned() -> false;
            case Turn.Executed() -> false;
            case Turn.Ended(String ignored) -> false;
            case Turn.Waits(Instant ignored, String why) -> false;
        };
    }

    /** The word for programs. */
    String word() {
        return switch (turn) {
            case Turn.Rests(Instant ignored) -> "unchanged";
            case Turn.Planned() -> "planned";
            case Turn.Executed() -> "executed";
            case Turn.Ended(String how) -> how;
            case Turn.ToTray(String ignored, boolean failed) -> failed ? "failed" : "returned";
            case Turn.Waits(Instant ignored, String why) -> "waits";
            case Turn.Again() -> "changed";
            case Turn.Refused(Problem ignored) -> "refused";
            case Turn.Busy() -> "busy";
        };
    }

    /** One line, and one for each receipt. */
    List<String> lines(When when) {
        List<String> lines = new ArrayList<>();
        lines.add(symbol() + " " + Style.BOLD.of(Escape.terminal(title).replace('\n', ' ')) + "  " + words(when));
        for (Result result : results) {
            if (result.outcome().equals("ok")) {
                lines.add("  " + Escape.terminal(result.step()) + " → " + Escape.terminal(result.receipt()));
            }
        }
        return lines;
    }

    private String symbol() {
        return switch (word()) {
            case "executed", "done" -> Style.GREEN.of("✓");
            case "failed", "busy", "changed", "refused" -> Style.RED.of("✗");
            case "returned" -> Style.YELLOW.of("!");
            default -> "·";
        };
    }

    private String words(When when) {
        return switch (turn) {
            case Turn.Rests(Instant ignored) -> "nothing was done";
            case Turn.Planned() ->
                round.map(last -> "its steps ran, and the model says that something is missing: “"
                                + Escape.terminal(last.missing()) + "” What is to make up for it waits in the tray")
                        .orElse("planned anew; it waits in the tray");
            case Turn.Executed() -> "done";
            case Turn.Ended(String how) -> how.replace('_', ' ');
            case Turn.ToTray(String why, boolean failed)
            when why.equals("continued") -> failed ? "done, but a step failed: " + errors() : "done";
            case Turn.ToTray(String ignored, boolean failed) ->
                (failed ? "failed and is" : "is") + " back in the tray: "
                        + returned.map(Returned::detail)
                                .map(detail -> detail.lines().findFirst().orElse(""))
                                .map(Escape::terminal)
                                .orElse("");
            case Turn.Waits(Instant until, String why) ->
                until.equals(Instant.MAX)
                        ? "approved; waits: " + Escape.terminal(why)
                                + (why.equals("paused") ? " (agent resume lets it go)" : "")
                        : "approved; waits until " + when.at(until) + " (" + Escape.terminal(why) + ")";
            case Turn.Again() -> "it changed meanwhile; nothing was decided. Look at it and decide again";
            case Turn.Refused(Problem problem) ->
                Escape.terminal(problem.reason() + " " + next(problem)).strip();
            case Turn.Busy() -> "another process works on it; nothing was decided. Try again";
        };
    }

    /** What to do instead, where that is another command. */
    private static String next(Problem problem) {
        return problem.code() == ApproveCode.CHANGED ? problem.next() : "";
    }

    private String errors() {
        return results.stream()
                .filter(result -> result.outcome().equals("failed"))
                .map(result -> result.step() + " " + result.error().orElse(""))
                .map(Escape::terminal)
                .reduce((first, second) -> second)
                .orElse("");
    }

    /** Adds itself to a list for programs. */
    ObjectNode json(ArrayNode into) {
        ObjectNode node = into.addObject()
                .put("id", id.value())
                .put("title", title)
                .put("turn", word())
                .put("failed", failed());
        if (turn instanceof Turn.ToTray(String why, boolean ignored)) {
            node.put("why", why);
            returned.ifPresent(
                    r -> node.put("detail", r.detail().lines().findFirst().orElse("")));
        }
        if (turn instanceof Turn.Planned()) {
            round.ifPresent(last -> node.put("missing", last.missing()));
        }
        if (turn instanceof Turn.Waits(Instant until, String why)) {
            node.put("why", why);
            node.put("until", until.equals(Instant.MAX) ? null : until.toString());
        }
        ArrayNode steps = node.putArray("steps");
        for (Result result : results) {
            steps.addObject()
                    .put("id", result.step())
                    .put("outcome", result.outcome())
                    .put("receipt", result.receipt())
                    .put("error", result.error().orElse(null))
                    .put("simulated", result.simulated());
        }
        return node;
    }
}
