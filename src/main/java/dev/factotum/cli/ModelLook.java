package dev.factotum.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.config.Settings.Amount;
import dev.factotum.llm.ModelFault;
import dev.factotum.llm.Money;
import dev.factotum.llm.Probe.Outcome;
import dev.factotum.problem.BudgetCode;
import dev.factotum.problem.ModelCode;
import dev.factotum.problem.Problem;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * One model that doctor asked at one place.
 *
 * @param model as the settings name it
 * @param place the provider's name where it was asked
 * @param where the setting that names it
 * @param free true where nothing is paid there
 */
record ModelLook(String model, String place, String where, boolean free, Outcome outcome) {
    private static final BigDecimal LEAST = new BigDecimal("0.0001");

    /** As doctor says it. */
    Check check() {
        String name = model.startsWith(place + "/") ? model : model + " at " + place;
        if (outcome instanceof Outcome.Works works) {
            return Check.ok(
                            "model",
                            name + " answers: " + works.took().toMillis() + " ms, " + paid(works.cost()) + " (" + where
                                    + ")")
                    .of(this);
        }
        Problem problem = problem().orElseThrow();
        String words = name + " (" + where + "): " + problem.reason();
        return (outcome instanceof Outcome.OverBudget
                        ? Check.note("model", words, problem.next())
                        : Check.problem(
                                "model", words, problem.next(), problem.code().exit()))
                .of(this);
    }

    private String paid(Optional<Amount> cost) {
        if (free) {
            return "free";
        }
        return cost.map(amount -> (amount.value().signum() > 0 && amount.value().compareTo(LEAST) < 0
                                ? "less than " + LEAST
                                : Money.shown(amount.value()))
                        + " " + amount.currency())
                .orElse("of a price nobody knows");
    }

    /** What is wrong, where anything is. */
    private Optional<Problem> problem() {
        return switch (outcome) {
            case Outcome.Works works -> Optional.empty();
            case Outcome.OverBudget(Problem problem) -> Optional.of(problem);
            case Outcome.Busy busy ->
                Optional.of(new Problem(
                        BudgetCode.BUSY,
                        "Its turn did not come.",
                        where,
                        "so many calls are under way",
                        "Try again in a few minutes."));
            case Outcome.Fails(ModelFault fault) -> Optional.of(problem(fault));
        };
    }

    private Problem problem(ModelFault fault) {
        return switch (fault) {
            case ModelFault.Auth(String message, Optional<Problem> missing) ->
                missing.orElseGet(() -> of(ModelCode.KEY_REFUSED, message));
            case ModelFault.Transient(String message) -> of(ModelCode.NO_ANSWER, message);
            case ModelFault.RateLimited(String message, var until) ->
                of(ModelCode.RATE_LIMITED, message + "; until " + until);
            case ModelFault.Billing(String message, var until) ->
                of(ModelCode.BILLING, message + until.map(at -> "; until " + at).orElse(""));
            case ModelFault.Permission(String message) -> of(ModelCode.NOT_ALLOWED, message);
            case ModelFault.Invalid(String message) -> of(ModelCode.INVALID, message);
            case ModelFault.TooLong(String message) -> of(ModelCode.UNUSABLE, message);
            case ModelFault.Refused(String message) -> of(ModelCode.UNUSABLE, message);
            case ModelFault.Unusable(String message) -> of(ModelCode.UNUSABLE, message);
        };
    }

    private Problem of(ModelCode code, String why) {
        return new Problem(code, code.meaning(), where, why, code.remedy());
    }

    void json(ObjectNode into) {
        into.put("model", model).put("place", place).put("where", where).put("works", outcome instanceof Outcome.Works);
        if (outcome instanceof Outcome.Works works) {
            into.put("ms", works.took().toMillis()).put("free", free);
            works.cost().ifPresent(amount -> into.put("cost", amount.value()).put("currency", amount.currency()));
        }
        problem()
                .ifPresent(problem -> into.put("code", problem.code().id())
                        .put("what", problem.what())
                        .put("why", problem.why())
                        .put("next", problem.next()));
    }
}
