package dev.factotum.llm;

import dev.factotum.problem.Problem;
import dev.factotum.world.Clock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One question on its way through the models, whatever it asks for: its budgets, its waits, its second tries and the usage
 * line of each attempt. Used by one thread.
 */
final class Attempts<E extends CallEnd> {
    private static final List<Duration> BACKOFF =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));

    private final Desk desk;
    private final Question<E> question;
    private final Patience patience;
    private final List<Model.Switch> switched = new ArrayList<>();
    private Optional<Problem> overBudget = Optional.empty();
    private int attempts;

    Attempts(Desk desk, Question<E> question) {
        this.desk = desk;
        this.question = question;
        this.patience = new Patience(desk.clock(), desk.ending());
    }

    /** What all questions of a vault share. */
    record Desk(Clock clock, Endpoints endpoints, UsageBook book, Consumer<Problem> warnings, BooleanSupplier ending) {}

    /** What is asked, by whom, and how it is put to one provider. */
    interface Question<E extends CallEnd> {
        Purpose purpose();

        Prompt.Payer payer();

        Estimate estimate();

        E put(Endpoint place, String model) throws InterruptedException;

        /** Keeps what was answered, before the call is counted: a process that dies then has not paid in vain. */
        void keep(E answer, ModelName by) throws IOException;
    }

    /** What came of it. */
    sealed interface Came<E extends CallEnd> {
        record Answered<E extends CallEnd>(E answer, ModelName by, List<Model.Switch> switched) implements Came<E> {}

        record Nothing<E extends CallEnd>(Model.Outcome.Silence silence) implements Came<E> {}
    }

    Came<E> through(List<ModelName> models) throws IOException, InterruptedException {
        for (ModelName model : models) {
            Optional<E> answer = ask(model);
            if (answer.isPresent()) {
                return new Came.Answered<>(answer.get(), model, switched);
            }
        }
        return new Came.Nothing<>(overBudget
                .<Model.Outcome.Silence>map(problem -> new Model.Outcome.OverBudget(problem, switched))
                .orElseGet(() -> new Model.Outcome.Unanswered(switched)));
    }

    private Optional<E> ask(ModelName model) throws IOException, InterruptedException {
        int failures = 0;
        while (true) {
            List<Endpoint> where = desk.endpoints().of(model);
            if (where.isEmpty()) {
                return next(model, new ModelFault.Invalid("models.providers names no " + model.provider()));
            }
            Wish wish = new Wish(question.payer(), question.purpose(), model, where, question.estimate(), attempts + 1);
            switch (desk.book().reserve(wish)) {
                case Place.Refused(Problem problem) -> {
                    overBudget = overBudget.or(() -> Optional.of(problem));
                    return Optional.empty();
                }
                case Place.Closed(ModelFault fault) -> {
                    if (!opens(fault)) {
                        return next(model, fault);
                    }
                }
                case Place.Later(Duration wait, Optional<Problem> budget) -> {
                    if (!patience.forTurn(wait)) {
                        overBudget = overBudget.or(() -> budget);
                        return budget.isPresent() ? Optional.empty() : next(model, noTurn(wait));
                    }
                }
                case Place.Taken taken -> {
                    E end = call(taken);
                    Optional<ModelFault> fault = end.failed();
                    if (fault.isEmpty()) {
                        return Optional.of(end);
                    }
                    if (!again(fault.get(), failures)) {
                        return next(model, fault.get());
                    }
                    failures++;
                }
            }
        }
    }

    private Optional<E> next(ModelName model, ModelFault fault) {
        switched.add(new Model.Switch(model, fault));
        return Optional.empty();
    }

    private ModelFault noTurn(Duration wait) {
        Instant until = desk.clock().instant().plus(wait);
        return new ModelFault.RateLimited("so many calls are under way that its turn does not come in time", until);
    }

    /** Waits where another call was told to wait for a moment: this one would be told the same. */
    private boolean opens(ModelFault fault) throws InterruptedException {
        return fault instanceof ModelFault.RateLimited limited
                && patience.forProvider(Duration.between(desk.clock().instant(), limited.until()));
    }

    /** Waits where the same model may answer in a moment. */
    private boolean again(ModelFault fault, int failures) throws InterruptedException {
        if (failures >= BACKOFF.size()) {
            return false;
        }
        return switch (fault) {
            case ModelFault.Transient passing -> patience.forProvider(BACKOFF.get(failures));
            case ModelFault.RateLimited limited ->
                patience.forProvider(Duration.between(desk.clock().instant(), limited.until()));
            case ModelFault.Billing lasting -> false;
            case ModelFault.Auth lasting -> false;
            case ModelFault.Permission lasting -> false;
            case ModelFault.Invalid lasting -> false;
            case ModelFault.TooLong lasting -> false;
            case ModelFault.Refused lasting -> false;
            case ModelFault.Unusable lasting -> false;
        };
    }

    private E call(Place.Taken taken) throws IOException, InterruptedException {
        UsageBook book = desk.book();
        Reservation reservation = taken.reservation();
        try {
            patience.pause(taken.delay());
        } catch (InterruptedException ending) {
            book.giveBack(reservation);
            throw ending;
        }
        attempts++;
        long start = desk.clock().nanos();
        E end;
        try {
            end = question.put(taken.endpoint(), reservation.model().model());
        } catch (InterruptedException ending) {
            book.settleUnheard(reservation, "interrupted", since(start));
            throw ending;
        } catch (RuntimeException fault) {
            book.settleUnheard(reservation, "fault", since(start));
            throw fault;
        }
        long ms = since(start);
        if (end.failed().isEmpty()) {
            question.keep(end, reservation.model());
        }
        book.settle(reservation, taken.endpoint(), end, ms).forEach(desk.warnings());
        return end;
    }

    private long since(long start) {
        return Duration.ofNanos(desk.clock().nanos() - start).toMillis();
    }
}
