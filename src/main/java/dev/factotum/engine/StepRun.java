package dev.factotum.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.plan.Mark;
import dev.factotum.plan.PlanDigest;
import dev.factotum.plan.References;
import dev.factotum.plan.StepId;
import dev.factotum.plan.TypedStep;
import dev.factotum.tool.ArgumentFault;
import dev.factotum.tool.AttachedFile;
import dev.factotum.tool.Call;
import dev.factotum.tool.Effect;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.Receipt;
import dev.factotum.tool.ToolError;
import dev.factotum.tool.Verification;
import dev.factotum.vault.LedgerEntry.Intent;
import dev.factotum.vault.LedgerEntry.Result;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** One step: intent forced, the call, result forced; and what may be done where an earlier call has no known outcome. */
final class StepRun {
    private static final Logger LOG = LoggerFactory.getLogger(StepRun.class);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration FIRST_WAIT = Duration.ofMinutes(15);
    private static final Duration BUSY = Duration.ofMinutes(1);
    private static final int MOST_RETRIES = 6;
    private static final int MOST_REPEATS = 5;

    /** How long after each call with a key the next with the same key is made, where its outcome is unknown. */
    private static final List<Duration> BETWEEN_REPEATS = List.of(
            Duration.ZERO,
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30));

    /** How long after a call a look that gets no answer is tried once more, beyond the tool's own times. */
    private static final List<Duration> UNANSWERED = List.of(Duration.ofMinutes(15), Duration.ofHours(1));

    /** How a result says of which kind a failure was. */
    private static final String PASSING = ToolError.Transient.class.getSimpleName() + ": ";

    private final Session session;
    private final TypedStep step;
    private final int approval;
    private boolean interrupted;

    private StepRun(Session session, TypedStep step) {
        this.session = session;
        this.step = step;
        this.approval = session.history().approvals();
    }

    /** How a step ended for now. */
    sealed interface End {
        record Done() implements End {}

        record Failed(String error) implements End {}

        record Later(Instant until, String why) implements End {}

        /** Nobody knows whether it happened: a person is asked. */
        record Unclear(String why) implements End {}

        record Refused(String why) implements End {}

        /** This machine may not run steps any more. */
        record Elsewhere() implements End {}
    }

    /** True where the step needs no further call under the present approval. */
    static boolean finished(Session session, TypedStep step) {
        Attempts attempts = session.history().of(step.id().value());
        return attempts.done().isPresent()
                || attempts.last()
                        .filter(t ->
                                t.failed() && t.approval() == session.history().approvals())
                        .filter(t -> step.written().onFail() == dev.factotum.plan.OnFail.CONTINUE)
                        .filter(t -> !session.history()
                                .parked()
                                .map(p -> p.step().equals(step.id().value()))
                                .orElse(false))
                        .isPresent();
    }

    /** When the step may be tried again after a failure that passes, as the ledger has it. */
    static Optional<Instant> waitsUntil(Session session, TypedStep step) {
        return session.history()
                .parked(session.now())
                .filter(p -> p.step().equals(step.id().value()))
                .map(dev.factotum.vault.LedgerEntry.Parked::until);
    }

    static End run(Session session, TypedStep step) throws IOException {
        StepRun one = new StepRun(session, step);
        try {
            return one.run();
        } finally {
            if (one.interrupted) {
                // Only now: a file that is written under it would be closed half way.
                Thread.currentThread().interrupt();
            }
        }
    }

    private End run() throws IOException {
        for (StepId need : step.written().needs()) {
            if (unmet(need)) {
                return refuse("it needs step " + need + ", which did not happen");
            }
        }
        Optional<Attempts.Try> last = attempts().last();
        if (last.isPresent() && last.get().open()) {
            return recover(last.get());
        }
        int attempt = attempts().next(approval);
        String key = PlanDigest.key(session.vault().id(), session.id(), step, attempt);
        return call(key, attempt, step.tool().prepare(key, step.account()), false);
    }

    private Attempts attempts() {
        return session.history().of(step.id().value());
    }

    private boolean unmet(StepId need) {
        boolean settledByHand = session.text().steps().stream()
                .anyMatch(s -> s.id().equals(Optional.of(need)) && (s.mark() == Mark.DONE || s.mark() == Mark.SKIPPED));
        return session.history().of(need.value()).done().isEmpty() && !settledByHand;
    }

    private End refuse(String why) throws IOException {
        int attempt = attempts().next(approval);
        String key = PlanDigest.key(session.vault().id(), session.id(), step, attempt);
        session.recordForced(intent(key, attempt, Map.of()));
        session.recordForced(result(key, "failed", "", "{}", Optional.of(why), false, false, 0));
        told(LOG.atWarn()).addKeyValue("outcome", "refused").log("result");
        return new End.Failed(why);
    }

    private Intent intent(String key, int attempt, Map<String, String> prepared) throws IOException {
        return new Intent(
                session.now(),
                step.id().value(),
                key,
                PlanDigest.ofArguments(step),
                step.tool().id() + "@" + step.tool().version(),
                step.account().name(),
                step.account().mode().name().toLowerCase(Locale.ROOT),
                PlanDigest.ofStep(step),
                attempt,
                session.vault().executor().epoch(),
                prepared);
    }

    private Result result(
            String key,
            String outcome,
            String receipt,
            String outputs,
            Optional<String> error,
            boolean simulated,
            boolean adopted,
            long millis) {
        return new Result(
                session.now(), step.id().value(), key, outcome, receipt, outputs, error, simulated, adopted, millis);
    }

    /** @param repeat true where an intent with this key is in the ledger already */
    private End call(String key, int attempt, Map<String, String> prepared, boolean repeat) throws IOException {
        ObjectNode arguments = References.resolve(
                step, (of, name) -> of.equals("item") ? step.items().getOrDefault(name, "") : output(of, name));
        List<ArgumentFault> faults = step.tool().check(arguments, step.files(), step.account());
        if (!faults.isEmpty() && !repeat) {
            return refuse(faults.getFirst().argument() + " " + faults.getFirst().reason());
        }
        if (step.tool().outward() && !session.vault().reserve().canRecord()) {
            throw new java.nio.file.FileSystemException(
                    session.vault().root().toString(), null, "No space left on device");
        }
        if (!repeat) {
            DailyCap cap = new DailyCap(session, step);
            switch (cap.take(key)) {
                case TAKEN -> {}
                case NONE -> {
                    return new End.Refused(cap.refusal());
                }
                case BUSY -> {
                    return new End.Later(session.now().plus(BUSY), "its turn to be counted");
                }
            }
        }
        if (!session.vault().executor().here()) {
            return new End.Elsewhere();
        }
        session.recordForced(intent(key, attempt, prepared));
        told(LOG.atInfo())
                .addKeyValue("attempt", attempt)
                .addKeyValue("repeat", repeat)
                .log("intent");
        session.confirm();
        long begun = session.vault().world().clock().nanos();
        Outcome outcome = attempt(key, arguments, prepared);
        long millis = (session.vault().world().clock().nanos() - begun) / 1_000_000;
        return record(key, outcome, millis, false);
    }

    private Outcome attempt(String key, ObjectNode arguments, Map<String, String> prepared) {
        try {
            return step.tool().call(asCall(key, arguments, prepared, session.now()));
        } catch (InterruptedException ending) {
            interrupted = true;
            return new Outcome.Unknown("the call was interrupted");
        } catch (RuntimeException fault) {
            return new Outcome.Unknown("the tool broke off: " + fault);
        }
    }

    private Call asCall(String key, ObjectNode arguments, Map<String, String> prepared, Instant at) {
        return new Call(
                session.id(),
                session.text().title(),
                step.id().value(),
                key,
                step.account(),
                arguments,
                files(arguments),
                session.history().conversation(),
                prepared,
                at,
                session.now().plus(patience()));
    }

    private Duration patience() {
        Duration wanted = step.tool().patience();
        return wanted.compareTo(LONGEST) > 0 ? LONGEST : wanted;
    }

    /** The files named in the plan, and those that a reference of an argument for files came to. */
    private List<AttachedFile> files(ObjectNode arguments) {
        List<AttachedFile> files = new ArrayList<>(step.files());
        JsonNode properties = step.tool().arguments().json().path("properties");
        arguments.properties().forEach(entry -> {
            JsonNode property = properties.path(entry.getKey());
            boolean takesFiles = property.path("format").asText().equals("file")
                    || property.path("items").path("format").asText().equals("file");
            if (takesFiles) {
                List<String> written = Loose.texts(step.arguments().path(entry.getKey()));
                Loose.texts(entry.getValue()).stream()
                        .filter(path -> !written.contains(path))
                        .flatMap(path -> context().attachment(entry.getKey(), path).stream())
                        .forEach(files::add);
            }
        });
        return files;
    }

    private MatterContext context() {
        return new MatterContext(
                session.outside(), session.settings(), session.id(), session.history(), session.text());
    }

    private String output(String of, String name) {
        return session.history()
                .of(of)
                .done()
                .flatMap(Attempts.Try::result)
                .map(result -> Outputs.read(result.outputs()).path(name).asText(""))
                .orElse("");
    }

    /** Which step of which matter, and no word of what it says. */
    private LoggingEventBuilder told(LoggingEventBuilder event) {
        return event.addKeyValue("matter", session.id().value())
                .addKeyValue("step", step.id().value())
                .addKeyValue("tool", step.tool().id().value())
                .addKeyValue("mode", step.account().mode().name().toLowerCase(Locale.ROOT));
    }

    private void tell(Outcome outcome, long millis, boolean adopted) {
        String ended = switch (outcome) {
            case Outcome.Done(Receipt receipt, ObjectNode ignored) -> receipt.simulated() ? "simulated" : "ok";
            case Outcome.Failed(ToolError error) -> error.getClass().getSimpleName();
            case Outcome.Unknown ignored -> "unknown";
        };
        boolean well = outcome instanceof Outcome.Done;
        told(well ? LOG.atInfo() : LOG.atWarn())
                .addKeyValue("outcome", ended)
                .addKeyValue("adopted", adopted)
                .addKeyValue("ms", millis)
                .log("result");
    }

    private End record(String key, Outcome outcome, long millis, boolean adopted) throws IOException {
        tell(outcome, millis, adopted);
        return switch (outcome) {
            case Outcome.Done(Receipt receipt, ObjectNode outputs) -> {
                session.recordForced(result(
                        key,
                        "ok",
                        receipt.text(),
                        Outputs.write(outputs),
                        Optional.empty(),
                        receipt.simulated(),
                        adopted,
                        millis));
                yield new End.Done();
            }
            case Outcome.Failed(ToolError error) -> {
                session.recordForced(result(key, "failed", "", "{}", Optional.of(words(error)), false, false, millis));
                End end = failed(key, error);
                boolean doubtful = attempts().last().map(Attempts.Try::doubtful).orElse(false);
                if (doubtful && end instanceof End.Failed) {
                    yield new End.Unclear("A first try may have arrived; the second was refused: " + error.message());
                }
                new DailyCap(session, step).free(key);
                yield end;
            }
            case Outcome.Unknown(String why) -> {
                session.recordForced(result(key, "ambiguous", "", "{}", Optional.of(why), false, false, millis));
                yield interrupted
                        ? new End.Later(session.now(), "the program was ending")
                        : recover(attempts().last().orElseThrow());
            }
        };
    }

    private static String words(ToolError error) {
        return error.getClass().getSimpleName() + ": " + error.message();
    }

    private End failed(String key, ToolError error) {
        long failures = attempts().failures(key, approval, PASSING);
        return switch (error) {
            case ToolError.Transient(String message)
            when failures <= MOST_RETRIES ->
                new End.Later(
                        session.now().plus(FIRST_WAIT.multipliedBy(1L << Math.clamp(failures - 1, 0, 5))), message);
            case ToolError.RateLimited(String message, Instant until) ->
                new End.Later(
                        until.isAfter(session.now()) ? until : session.now().plus(FIRST_WAIT), message);
            case ToolError other -> new End.Failed(other.message());
        };
    }

    /** An intent without a known result: what may follow depends on the effect alone. */
    private End recover(Attempts.Try open) throws IOException {
        Intent intent = open.intent();
        // A provider counts from the call that it took, which may have been the first.
        Duration age = Duration.between(attempts().doubtedSince(intent.key()).orElse(intent.t()), session.now());
        long repeats = session.history().entries().stream()
                .filter(e -> e instanceof Intent i && i.key().equals(intent.key()))
                .count();
        return switch (step.tool().effect(step.account())) {
            case Effect.Read() ->
                repeats > MOST_REPEATS
                        ? new End.Failed("it broke off " + repeats + " times")
                        : repeat(intent, "it broke off");
            case Effect.Keyed(Duration validFor) ->
                repeats <= MOST_REPEATS && age.compareTo(validFor) < 0
                        ? repeatInTurn(intent, (int) repeats)
                        : verify(intent, List.of(Duration.ZERO), false);
            case Effect.Verifiable(List<Duration> looks, boolean provesAbsence) ->
                verify(intent, looks, provesAbsence && repeats <= MOST_REPEATS);
            case Effect.Unverifiable() -> new End.Unclear(known(open) + "Nobody can look it up for you.");
        };
    }

    /** What is known of a call whose outcome is not. */
    private static String known(Attempts.Try open) {
        return open.result()
                .flatMap(Result::error)
                .map(why -> "What is known: " + why + ". ")
                .orElse("");
    }

    /** The same call again, at once the first time and then less and less often. */
    private End repeatInTurn(Intent last, int calls) throws IOException {
        Instant next = last.t().plus(BETWEEN_REPEATS.get(Math.clamp(calls - 1, 0, BETWEEN_REPEATS.size() - 1)));
        return session.now().isBefore(next)
                ? new End.Later(next, "the same call again, for nobody knows whether it arrived")
                : call(last.key(), last.attempt(), last.detail(), true);
    }

    /** Calls again what is known to have done nothing. */
    private End repeat(Intent intent, String why) throws IOException {
        session.recordForced(result(intent.key(), "failed", "", "{}", Optional.of(why), false, false, 0));
        return call(intent.key(), intent.attempt(), intent.detail(), true);
    }

    private End verify(Intent intent, List<Duration> looks, boolean repeatable) throws IOException {
        Instant lastLook = intent.t().plus(looks.isEmpty() ? Duration.ZERO : looks.getLast());
        Verification seen = look(intent);
        return switch (seen) {
            case Verification.Found(Receipt receipt, ObjectNode outputs) ->
                record(intent.key(), new Outcome.Done(receipt, outputs), 0, true);
            case Verification.NotFound()
            when session.now().isBefore(lastLook) ->
                new End.Later(nextLook(intent, looks), "another look whether it arrived");
            case Verification.NotFound() when repeatable -> repeat(intent, "it did not arrive");
            case Verification.NotFound() -> new End.Unclear("It was looked for and not found, which proves nothing.");
            case Verification.NoAnswer(String why) -> unanswered(intent, looks, why);
        };
    }

    /** Whoever could tell is away: asked again for an hour, where the tool looks at times of its own. */
    private End unanswered(Intent intent, List<Duration> looks, String why) {
        List<Duration> all = new ArrayList<>(looks);
        if (!looks.isEmpty() && looks.getLast().isPositive()) {
            UNANSWERED.stream()
                    .filter(later -> later.compareTo(looks.getLast()) > 0)
                    .forEach(all::add);
        }
        Instant next = nextLook(intent, all);
        return next.isAfter(session.now())
                ? new End.Later(next, "another look whether it arrived: " + why)
                : new End.Unclear("A look gave no answer: " + why + ".");
    }

    private Verification look(Intent intent) {
        try {
            ObjectNode arguments = References.resolve(
                    step, (of, name) -> of.equals("item") ? step.items().getOrDefault(name, "") : output(of, name));
            return step.tool().verify(asCall(intent.key(), arguments, intent.detail(), intent.t()));
        } catch (InterruptedException ending) {
            interrupted = true;
            return new Verification.NoAnswer("the look was interrupted");
        } catch (RuntimeException fault) {
            return new Verification.NoAnswer("the look broke off: " + fault);
        }
    }

    private Instant nextLook(Intent intent, List<Duration> looks) {
        return looks.stream()
                .map(intent.t()::plus)
                .filter(session.now()::isBefore)
                .findFirst()
                .orElse(session.now());
    }
}
