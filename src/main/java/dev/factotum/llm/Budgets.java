package dev.factotum.llm;

import dev.factotum.config.BudgetSettings.Limit;
import dev.factotum.config.Settings.Amount;
import dev.factotum.problem.BudgetCode;
import dev.factotum.problem.Problem;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Says whether budgets leave room for one more call. What is under way counts with the most it can use; a call is let
 * through while anything at all is left, so that a budget can be passed by one call at most.
 */
final class Budgets {
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ENGLISH);
    private static final BigDecimal NEARLY = new BigDecimal("0.8");

    private final Exchange exchange;

    Budgets(Exchange exchange) {
        this.exchange = exchange;
    }

    /** @param cost the most the next call can cost; empty where nobody knows */
    Optional<Problem> refusal(List<Bound> bounds, Optional<Amount> cost) {
        boolean free = cost.filter(amount -> amount.value().signum() == 0).isPresent();
        for (Bound bound : bounds) {
            for (Limit limit : bound.limits()) {
                if (free && limit instanceof Limit.Cost) {
                    continue;
                }
                if (limit instanceof Limit.Cost(Amount most) && incomparable(most, cost)) {
                    return Optional.of(noExchange(bound, most, cost));
                }
                Optional<BigDecimal> used = used(limit, bound.settled().plus(bound.set()));
                if (used.isEmpty()) {
                    return Optional.of(noExchange(bound, limit, bound.settled().plus(bound.set())));
                }
                if (used.get().compareTo(most(limit)) >= 0) {
                    return Optional.of(usedUp(bound, limit));
                }
            }
        }
        return Optional.empty();
    }

    /** Whether one call alone may use more than it may. */
    Optional<Problem> tooDear(List<Bound> bounds, Estimate estimate, Optional<Amount> cost) {
        Usage call = Usage.NONE.plus(estimate.input() + estimate.output(), cost);
        for (Bound bound : bounds) {
            for (Limit limit : bound.limits()) {
                Optional<BigDecimal> used = used(limit, call);
                if (used.isEmpty()) {
                    return Optional.of(noExchange(bound, limit, call));
                }
                if (used.get().compareTo(most(limit)) > 0) {
                    return Optional.of(new Problem(
                            BudgetCode.USED_UP,
                            bound.whose() + " does not cover this one.",
                            bound.where(),
                            "it may use up to " + shown(limit, used.get()) + ", and " + limit + " are allowed",
                            "Raise it there, or choose a cheaper model."));
                }
            }
        }
        return Optional.empty();
    }

    /** Budgets of which four fifths are used, and which nobody was told of. */
    List<Problem> warnings(List<Bound> bounds, Book book) {
        return bounds.stream()
                .flatMap(bound -> bound.limits().stream()
                        .filter(limit -> nearly(limit, bound.settled()))
                        .filter(limit -> book.warn(bound.key() + " " + limit, bound.period()))
                        .map(limit -> new Problem(
                                BudgetCode.NEARLY,
                                bound.whose() + " is used to "
                                        + percent(
                                                limit,
                                                used(limit, bound.settled()).orElse(BigDecimal.ZERO)) + " %.",
                                bound.where(),
                                shown(limit, used(limit, bound.settled()).orElse(BigDecimal.ZERO)) + " of " + limit
                                        + " are used",
                                "At 100 % no model is asked. " + next(bound))))
                .toList();
    }

    /** Said once a month of a model whose price nobody knows, where money is bounded. */
    Optional<Problem> unpriced(List<Bound> bounds, Book book, UsageLine line) {
        Optional<Bound> money = bounds.stream()
                .filter(bound -> bound.limits().stream().anyMatch(Limit.Cost.class::isInstance))
                .findFirst();
        String month = YearMonth.from(book.day()).toString();
        return line.cost().isPresent()
                ? Optional.empty()
                : money.filter(bound -> book.warn("unpriced " + line.model(), month))
                        .map(bound -> new Problem(
                                BudgetCode.UNPRICED,
                                BudgetCode.UNPRICED.meaning(),
                                bound.where(),
                                "the price of " + line.model() + " is unknown",
                                BudgetCode.UNPRICED.remedy()));
    }

    private boolean nearly(Limit limit, Usage settled) {
        return most(limit).signum() > 0
                && used(limit, settled)
                        .filter(used -> used.compareTo(most(limit).multiply(NEARLY)) >= 0)
                        .isPresent();
    }

    private boolean incomparable(Amount most, Optional<Amount> cost) {
        return cost.isPresent() && exchange.in(most.currency(), cost.get()).isEmpty();
    }

    private Optional<BigDecimal> used(Limit limit, Usage usage) {
        return switch (limit) {
            case Limit.Calls calls -> Optional.of(BigDecimal.valueOf(usage.calls()));
            case Limit.Tokens tokens -> Optional.of(BigDecimal.valueOf(usage.tokens()));
            case Limit.Cost(Amount most) -> exchange.in(most.currency(), usage.money());
        };
    }

    private static BigDecimal most(Limit limit) {
        return switch (limit) {
            case Limit.Calls(long most) -> BigDecimal.valueOf(most);
            case Limit.Tokens(long most) -> BigDecimal.valueOf(most);
            case Limit.Cost(Amount most) -> most.value();
        };
    }

    private Problem usedUp(Bound bound, Limit limit) {
        BigDecimal settled = used(limit, bound.settled()).orElse(BigDecimal.ZERO);
        BigDecimal set = used(limit, bound.set()).orElse(BigDecimal.ZERO);
        return new Problem(
                BudgetCode.USED_UP,
                bound.whose() + " is used up.",
                bound.where(),
                shown(limit, settled) + " of " + limit + " are used"
                        + (set.signum() == 0 ? "" : ", and calls under way may use " + shown(limit, set)),
                next(bound));
    }

    private static String next(Bound bound) {
        return bound.anew()
                .map(at -> "It starts anew on " + when(at) + ", or raise it there.")
                .orElse("It does not start anew: raise it there.");
    }

    private static String when(ZonedDateTime at) {
        return WHEN.format(at) + " (" + at.getZone().getId() + ")";
    }

    private static Problem noExchange(Bound bound, Amount most, Optional<Amount> cost) {
        return noExchange(bound, new Limit.Cost(most), Usage.NONE.plus(0, cost));
    }

    private static Problem noExchange(Bound bound, Limit limit, Usage usage) {
        return new Problem(
                BudgetCode.NO_EXCHANGE,
                bound.whose() + " cannot be compared with what models cost.",
                bound.where(),
                "it is " + limit + ", prices are in "
                        + String.join(", ", usage.money().keySet())
                        + ", and nobody says what one is worth in the other",
                BudgetCode.NO_EXCHANGE.remedy());
    }

    private static String percent(Limit limit, BigDecimal used) {
        return used.movePointRight(2).divide(most(limit), 0, RoundingMode.DOWN).toPlainString();
    }

    private static String shown(Limit limit, BigDecimal used) {
        return switch (limit) {
            case Limit.Calls calls -> used.toPlainString() + " calls";
            case Limit.Tokens tokens -> used.toPlainString() + " tokens";
            case Limit.Cost(Amount most) -> Money.shownBeside(used, most.value()) + " " + most.currency();
        };
    }
}
