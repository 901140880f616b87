package dev.factotum.llm;

import dev.factotum.config.Settings;
import dev.factotum.config.Settings.Amount;
import dev.factotum.problem.Problem;
import dev.factotum.vault.Vault;
import dev.factotum.world.Clock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Asks one model at one place one small question, to see that it answers: no cache, no second try, no other model. It is
 * asked even where calls are held back because it failed before, and an answer ends that. It counts against budgets and
 * has its usage line as every call. Thread-safe.
 */
public final class Probe {
    /** Enough for a word, and for what models that think first take at least. */
    private static final int MOST_OUTPUT = 64;

    private static final Prompt QUESTION = new Prompt(
            Purpose.PROBE,
            new Prompt.Payer("", Optional.empty(), Optional.empty()),
            "This checks a connection. Answer with the one word: ok",
            List.of(new Prompt.Turn.User("Say ok.")),
            Optional.empty(),
            List.of(),
            MOST_OUTPUT,
            Optional.empty());

    private static final List<String> TEXTS = List.of("ok");

    private final Clock clock;
    private final UsageBook book;
    private final Consumer<Problem> warnings;

    /** @param warnings hears of budgets that are nearly used up */
    public Probe(Vault vault, Supplier<Settings> settings, Consumer<Problem> warnings) {
        this.warnings = warnings;
        this.clock = vault.world().clock();
        this.book = new UsageBook(vault, settings);
    }

    /** What came of it. */
    public sealed interface Outcome {
        /** @param cost empty where nobody knows the price */
        record Works(Duration took, Optional<Amount> cost) implements Outcome {}

        record Fails(ModelFault fault) implements Outcome {}

        /** A budget leaves no room for it. */
        record OverBudget(Problem problem) implements Outcome {}

        /** So many calls are under way that its turn did not come. */
        record Busy() implements Outcome {}
    }

    /** One attempt at a place. */
    private interface Call {
        CallEnd end(Endpoint place, String model) throws InterruptedException;
    }

    public Outcome ask(ModelName model, Endpoint place) throws IOException, InterruptedException {
        return ask(
                model, place, Estimate.of(QUESTION), (at, name) -> at.provider().call(name, QUESTION));
    }

    /** Asks for the vector of one word instead. */
    public Outcome embed(ModelName model, Endpoint place) throws IOException, InterruptedException {
        return ask(model, place, Estimate.of(TEXTS), (at, name) -> at.embedder().embed(name, TEXTS));
    }

    private Outcome ask(ModelName model, Endpoint where, Estimate estimate, Call call)
            throws IOException, InterruptedException {
        Patience patience = new Patience(clock, () -> false);
        Wish wish = new Wish(QUESTION.payer(), Purpose.PROBE, model, List.of(where), estimate, 1);
        while (true) {
            switch (book.reserve(wish)) {
                case Place.Refused(Problem problem) -> {
                    return new Outcome.OverBudget(problem);
                }
                case Place.Closed(ModelFault fault) -> {
                    return new Outcome.Fails(fault);
                }
                case Place.Later(Duration wait, Optional<Problem> budget) -> {
                    if (!patience.forTurn(wait)) {
                        return budget.<Outcome>map(Outcome.OverBudget::new).orElseGet(Outcome.Busy::new);
                    }
                }
                case Place.Taken taken -> {
                    return call(taken, patience, call);
                }
            }
        }
    }

    private Outcome call(Place.Taken taken, Patience patience, Call call) throws IOException, InterruptedException {
        try {
            patience.pause(taken.delay());
        } catch (InterruptedException ending) {
            book.giveBack(taken.reservation());
            throw ending;
        }
        Endpoint place = taken.endpoint();
        long start = clock.nanos();
        CallEnd end;
        try {
            end = call.end(place, taken.reservation().model().model());
        } catch (InterruptedException ending) {
            book.settleUnheard(taken.reservation(), "interrupted", since(start).toMillis());
            throw ending;
        } catch (RuntimeException fault) {
            book.settleUnheard(taken.reservation(), "fault", since(start).toMillis());
            throw fault;
        }
        Duration took = since(start);
        Optional<Amount> cost =
                book.line(taken.reservation(), place, end, took.toMillis()).cost();
        book.settle(taken.reservation(), place, end, took.toMillis()).forEach(warnings);
        // A model that thinks first may have no room left for the word: that it thinks is answer enough.
        return end.failed()
                .filter(fault ->
                        !(fault instanceof ModelFault.Unusable && end.use().output() >= MOST_OUTPUT / 2))
                .<Outcome>map(Outcome.Fails::new)
                .orElseGet(() -> new Outcome.Works(took, cost));
    }

    private Duration since(long start) {
        return Duration.ofNanos(clock.nanos() - start);
    }
}
