package dev.factotum.llm;

import dev.factotum.config.Settings;
import dev.factotum.config.Settings.ClientSettings;
import dev.factotum.problem.Problem;
import dev.factotum.vault.Vault;
import dev.factotum.world.Clock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Asks the models that were wanted, then those the settings name for when these do not answer. A provider that fails for a
 * moment is asked again after 1, 2 and 4 s and then passed over for a cycle; one that asks to wait for a moment is waited
 * for; whatever else goes wrong sends the question to the next model at once. Every attempt that leaves this machine has its usage
 * line. Thread-safe.
 */
public final class Switchboard implements Model {
    private static final List<Duration> BACKOFF =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
    private static final int MOST_MODELS = 8;

    private final Clock clock;
    private final Supplier<Settings> settings;
    private final Endpoints endpoints;
    private final Consumer<Problem> warnings;
    private final UsageBook book;
    private final Answers answers;
    private final BooleanSupplier ending;

    /**
     * @param settings as they hold at present
     * @param warnings hears once of each budget that is nearly used up, in its day or month
     */
    public Switchboard(Vault vault, Supplier<Settings> settings, Endpoints endpoints, Consumer<Problem> warnings) {
        this(vault, settings, endpoints, warnings, () -> false);
    }

    /** @param ending true once the program was asked to end: nothing is waited for any more */
    public Switchboard(
            Vault vault,
            Supplier<Settings> settings,
            Endpoints endpoints,
            Consumer<Problem> warnings,
            BooleanSupplier ending) {
        this.ending = ending;
        this.clock = vault.world().clock();
        this.settings = settings;
        this.endpoints = endpoints;
        this.warnings = warnings;
        this.book = new UsageBook(vault, settings);
        this.answers = new Answers(vault);
    }

    @Override
    public Outcome ask(List<ModelName> wanted, Prompt prompt) throws IOException, InterruptedException {
        if (wanted.isEmpty()) {
            return new Outcome.Unanswered(List.of());
        }
        Optional<Answers.Kept> kept = answers.kept(wanted, prompt);
        if (kept.isPresent()) {
            return new Outcome.Answered(kept.get().answer(), kept.get().by(), List.of(), true);
        }
        Set<ModelName> models = new LinkedHashSet<>(wanted);
        models.addAll(endpoints.fallback());
        return new Asking(wanted, prompt)
                .through(models.stream().limit(MOST_MODELS).toList());
    }

    @Override
    public void used(String matter) throws IOException {
        answers.forget(matter);
    }

    private Prompt.Payer payer(Prompt.Payer payer) {
        Settings present = settings.get();
        Optional<String> client = payer.client()
                .map(name -> present.client(name).map(ClientSettings::name).orElse(name.strip()));
        return new Prompt.Payer(payer.agent(), client, payer.matter());
    }

    /** One question on its way through the models. */
    private final class Asking {
        private final List<ModelName> wanted;
        private final Prompt prompt;
        private final Prompt.Payer payer;
        private final Estimate estimate;
        private final Patience patience = new Patience(clock, ending);
        private final List<Switch> switched = new ArrayList<>();
        private Optional<Problem> overBudget = Optional.empty();
        private int attempts;

        Asking(List<ModelName> wanted, Prompt prompt) {
            this.wanted = wanted;
            this.prompt = prompt;
            this.payer = payer(prompt.payer());
            this.estimate = Estimate.of(prompt);
        }

        Outcome through(List<ModelName> models) throws IOException, InterruptedException {
            for (ModelName model : models) {
                Optional<Reply.Answer> answer = ask(model);
                if (answer.isPresent()) {
                    return new Outcome.Answered(answer.get(), model, switched, false);
                }
            }
            return overBudget
                    .<Outcome>map(problem -> new Outcome.OverBudget(problem, switched))
                    .orElseGet(() -> new Outcome.Unanswered(switched));
        }

        private Optional<Reply.Answer> ask(ModelName model) throws IOException, InterruptedException {
            int failures = 0;
            while (true) {
                List<Endpoint> where = endpoints.of(model);
                if (where.isEmpty()) {
                    return next(model, new ModelFault.Invalid("models.providers names no " + model.provider()));
                }
                Wish wish = new Wish(payer, prompt.purpose(), model, where, estimate, attempts + 1);
                switch (book.reserve(wish)) {
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
                        Reply reply = call(taken);
                        switch (reply) {
                            case Reply.Answer answer -> {
                                return Optional.of(answer);
                            }
                            case Reply.Failure failure -> {
                                if (!again(failure.fault(), failures)) {
                                    return next(model, failure.fault());
                                }
                                failures++;
                            }
                        }
                    }
                }
            }
        }

        private Optional<Reply.Answer> next(ModelName model, ModelFault fault) {
            switched.add(new Switch(model, fault));
            return Optional.empty();
        }

        private ModelFault noTurn(Duration wait) {
            Instant until = clock.instant().plus(wait);
            return new ModelFault.RateLimited("so many calls are under way that its turn does not come in time", until);
        }

        /** Waits where another call was told to wait for a moment: this one would be told the same. */
        private boolean opens(ModelFault fault) throws InterruptedException {
            return fault instanceof ModelFault.RateLimited limited
                    && patience.forProvider(Duration.between(clock.instant(), limited.until()));
        }

        /** Waits where the same model may answer in a moment. */
        private boolean again(ModelFault fault, int failures) throws InterruptedException {
            if (failures >= BACKOFF.size()) {
                return false;
            }
            return switch (fault) {
                case ModelFault.Transient passing -> patience.forProvider(BACKOFF.get(failures));
                case ModelFault.RateLimited limited ->
                    patience.forProvider(Duration.between(clock.instant(), limited.until()));
                case ModelFault.Billing lasting -> false;
                case ModelFault.Auth lasting -> false;
                case ModelFault.Permission lasting -> false;
                case ModelFault.Invalid lasting -> false;
                case ModelFault.TooLong lasting -> false;
                case ModelFault.Refused lasting -> false;
                case ModelFault.Unusable lasting -> false;
            };
        }

        private Reply call(Place.Taken taken) throws IOException, InterruptedException {
            try {
                patience.pause(taken.delay());
            } catch (InterruptedException ending) {
                book.giveBack(taken.reservation());
                throw ending;
            }
            attempts++;
            long start = clock.nanos();
            Reply reply;
            try {
                reply = taken.endpoint()
                        .provider()
                        .call(taken.reservation().model().model(), prompt);
            } catch (InterruptedException ending) {
                book.settleUnheard(taken.reservation(), "interrupted", since(start));
                throw ending;
            } catch (RuntimeException fault) {
                book.settleUnheard(taken.reservation(), "fault", since(start));
                throw fault;
            }
            long ms = since(start);
            if (reply instanceof Reply.Answer answer) {
                answers.keep(
                        wanted,
                        prompt,
                        new Answers.Kept(answer, taken.reservation().model()));
            }
            book.settle(taken.reservation(), taken.endpoint(), reply, ms).forEach(warnings);
            return reply;
        }

        private long since(long start) {
            return Duration.ofNanos(clock.nanos() - start).toMillis();
        }
    }
}
