package dev.factotum.mcp.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.engine.Standing;
import dev.factotum.engine.Standing.State;
import dev.factotum.mcp.protocol.CallResult;
import dev.factotum.mcp.protocol.StrictJson;
import dev.factotum.plan.StepChange;
import dev.factotum.vault.LedgerEntry.Result;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a program hears of a matter that it asked for. */
final class Answers {
    private static final int LONGEST = 4_000;

    private Answers() {}

    /** @param waited true where the caller waited for the end */
    static ObjectNode of(Asking.Asked.Stands asked, Standing standing, boolean waited) {
        ObjectNode json = json(asked.id().value(), standing);
        asked.check().ifPresent(check -> {
            json.put("risk", check.risk().word()).put("if_approved", check.ifApproved());
            ArrayNode warnings = json.putArray("warnings");
            check.warnings().forEach(warnings::add);
        });
        if (asked.again()) {
            json.put("again", true);
        }
        String words = words(standing, asked.id().value(), waited)
                + asked.check()
                        .filter(_ -> standing.state() == State.WAITING)
                        .map(check -> "\nRisk: " + check.risk().word() + ". " + check.ifApproved())
                        .orElse("");
        return CallResult.json(words, Optional.of(json), standing.state() == State.CAME_BACK);
    }

    /** A matter for programs. */
    static ObjectNode json(String id, Standing standing) {
        ObjectNode json =
                StrictJson.object().put("id", id).put("file", standing.file()).put("state", word(standing.state()));
        if (!standing.why().isEmpty()) {
            json.put("why", shortened(standing.why()));
        }
        if (!standing.results().isEmpty()) {
            ArrayNode steps = json.putArray("steps");
            standing.results().forEach(result -> step(steps.addObject(), result));
        }
        if (!standing.changes().isEmpty()) {
            ArrayNode changes = json.putArray("changed_by_person");
            standing.changes().forEach(change -> changes.add(words(change)));
        }
        return json;
    }

    private static void step(ObjectNode json, Result result) {
        json.put("outcome", result.outcome()).put("receipt", shortened(result.receipt()));
        json.put("simulated", result.simulated());
        result.error().ifPresent(error -> json.put("error", shortened(error)));
        if (result.outputs().length() <= LONGEST
                && StrictJson.read(result.outputs()) instanceof StrictJson.Read.Value(var outputs)) {
            json.set("outputs", outputs);
        }
    }

    private static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static String words(Standing standing, String id, boolean waited) {
        String matter = "“" + standing.file() + "” (" + id + ")";
        String changed = standing.changes().isEmpty()
                ? ""
                : " The person changed it before they approved: "
                        + String.join(
                                "; ",
                                standing.changes().stream().map(Answers::words).toList())
                        + ".";
        return switch (standing.state()) {
            case NEW -> "It was taken in as " + matter + " and is being planned.";
            case WAITING ->
                (waited ? "Still waiting: " : "") + "a person must approve " + matter
                        + " in Pending_Approval. Nothing was done yet.";
            case APPROVED ->
                "A person approved " + matter + "; it is not finished yet."
                        + (standing.why().isEmpty() ? "" : " " + standing.why()) + changed;
            case DONE -> "Done: " + receipts(standing.results()) + " " + matter + "." + changed;
            case REJECTED -> "A person rejected " + matter + ". Nothing was done.";
            case CLOSED -> "It was closed without being done here (" + standing.why() + "): " + matter + ".";
            case CAME_BACK ->
                "It was approved and came back to the person: " + shortened(standing.why()) + " " + matter + "."
                        + changed;
        };
    }

    private static String receipts(List<Result> results) {
        return String.join(
                "; ",
                results.stream()
                        .filter(result -> result.outcome().equals("ok"))
                        .map(result -> shortened(result.receipt()) + (result.simulated() ? " (simulated)" : ""))
                        .toList());
    }

    private static String words(StepChange change) {
        String what = switch (change.kind()) {
            case ARGUMENT -> "`" + change.name() + "` is now “" + shortened(change.is()) + "”";
            case ACCOUNT -> "the account is now “" + shortened(change.is()) + "”";
            case DATE -> "its date is now “" + shortened(change.is()) + "”";
            case SKILL -> "it is now " + change.is();
            case LEFT_OUT -> "it was left out";
            case BY_HAND -> "they did it themselves";
            case ADDED -> "it was added";
        };
        return change.skill() + ": " + what;
    }

    static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
