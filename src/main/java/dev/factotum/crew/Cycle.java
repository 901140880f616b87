package dev.factotum.crew;

import dev.factotum.llm.Model;
import dev.factotum.llm.ModelName;
import dev.factotum.llm.Prompt;
import dev.factotum.world.Clock;
import dev.factotum.world.Threads;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Asks what many agents have to ask within one cycle: in batches that begin one after another, a bounded number of agents
 * at once, each agent's questions in their order. An agent whose model does not answer is passed over for the rest of the
 * cycle. The pace of calls and their usage lines are the {@link Model}'s; here every question is counted. Thread-safe.
 */
public final class Cycle {
    private final Model model;
    private final CallBook calls;
    private final Clock clock;

    /** @param calls hears of every question, also of those that were passed over */
    public Cycle(Model model, CallBook calls, Clock clock) {
        this.model = model;
        this.calls = calls;
        this.clock = clock;
    }

    /**
     * How a cycle runs.
     *
     * @param batches into which the agents are parted, in their order
     * @param stagger from the beginning of one batch to that of the next
     * @param atOnce agents that ask at one time
     * @param window after which nothing more is asked
     */
    public record Shape(int batches, Duration stagger, int atOnce, Duration window) {
        /** A hundred agents in five minutes. */
        public static final Shape USUAL = new Shape(10, Duration.ofSeconds(30), 8, Duration.ofMinutes(5));

        public Shape {
            if (batches < 1 || atOnce < 1 || stagger.isNegative() || !window.isPositive()) {
                throw new IllegalArgumentException("no such cycle: " + batches + ", " + atOnce + ", " + stagger);
            }
            if (stagger.multipliedBy(batches - 1L).compareTo(window) >= 0) {
                throw new IllegalArgumentException("the last batch would begin after the cycle's end");
            }
        }

        private Duration begin(int place, int agents) {
            int each = Math.max(1, Math.ceilDiv(agents, batches));
            return stagger.multipliedBy(place / each);
        }
    }

    /** One question. @param title for the log */
    public record Question(List<ModelName> models, Prompt prompt, String title) {
        public Question {
            models = List.copyOf(models);
        }
    }

    /** What one agent has to ask in this cycle. */
    public record Asker(String agent, List<Question> questions) {
        public Asker {
            questions = List.copyOf(questions);
        }
    }

    /** An agent that was passed over, with how many of its questions, and why. */
    public record PassedOver(String agent, int questions, String why) {}

    /**
     * What came of it: {@code asked = answered + failed + skipped}.
     *
     * @param failed questions that no model answered
     * @param skipped questions that were not put to a model any more
     * @param passedOver in the order of the agents
     */
    public record Report(int asked, int answered, int failed, int skipped, List<PassedOver> passedOver, Duration took) {
        public Report {
            passedOver = List.copyOf(passedOver);
        }
    }

    /** Every answer as it comes; called from many threads. */
    public interface Answers {
        void take(Asker asker, Question question, Model.Outcome outcome) throws IOException;
    }

    /** What became of one agent's questions. */
    private record Turn(int answered, int failed, int skipped, String why) {}

    /** @param stop true once nothing more is to be asked */
    public Report run(List<Asker> askers, Shape shape, BooleanSupplier stop, Answers answers)
            throws IOException, InterruptedException {
        long start = clock.nanos();
        Turn[] turns = new Turn[askers.size()];
        AtomicInteger next = new AtomicInteger();
        List<Future<Void>> workers = new ArrayList<>();
        try (ExecutorService threads = Threads.perTask("cycle", (thread, fault) -> {})) {
            for (int i = 0; i < Math.min(shape.atOnce(), askers.size()); i++) {
                workers.add(threads.submit(() -> {
                    for (int at = next.getAndIncrement(); at < turns.length; at = next.getAndIncrement()) {
                        waitFor(start, shape.begin(at, turns.length), stop);
                        BooleanSupplier over = () -> stop.getAsBoolean() || since(start, shape.window());
                        turns[at] = turn(askers.get(at), over, answers);
                    }
                    return null;
                }));
            }
            await(workers);
        }
        return report(askers, turns, Duration.ofNanos(clock.nanos() - start));
    }

    /** The first that fails ends them all. */
    private static void await(List<Future<Void>> workers) throws IOException, InterruptedException {
        try {
            for (Future<Void> worker : workers) {
                worker.get();
            }
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case IOException disk -> throw disk;
                case InterruptedException ending -> throw ending;
                case null, default -> throw new IllegalStateException(failed.getCause());
            }
        } finally {
            workers.forEach(worker -> worker.cancel(true));
        }
    }

    private boolean since(long start, Duration length) {
        return clock.nanos() - start >= length.toNanos();
    }

    private void waitFor(long start, Duration begin, BooleanSupplier stop) throws InterruptedException {
        Duration slice = Duration.ofMillis(500);
        for (long left = left(start, begin); left > 0 && !stop.getAsBoolean(); left = left(start, begin)) {
            clock.pause(left < slice.toNanos() ? Duration.ofNanos(left) : slice);
        }
    }

    private long left(long start, Duration begin) {
        return start + begin.toNanos() - clock.nanos();
    }

    private Turn turn(Asker asker, BooleanSupplier over, Answers answers) throws IOException, InterruptedException {
        int answered = 0;
        int count = asker.questions().size();
        for (int i = 0; i < count; i++) {
            Question question = asker.questions().get(i);
            if (over.getAsBoolean()) {
                return passed(asker, new Turn(answered, 0, count - i, "the cycle was over"));
            }
            Model.Outcome outcome = model.ask(question.models(), question.prompt());
            calls.note(question.prompt(), question.title(), outcome);
            answers.take(asker, question, outcome);
            if (!(outcome instanceof Model.Outcome.Answered)) {
                return passed(
                        asker,
                        new Turn(
                                answered,
                                1,
                                count - i - 1,
                                Asking.silence(outcome).orElse("")));
            }
            answered++;
        }
        return new Turn(answered, 0, 0, "");
    }

    private Turn passed(Asker asker, Turn turn) throws IOException {
        if (turn.skipped() > 0) {
            calls.passedOver(asker.agent(), turn.skipped(), turn.why());
        }
        return turn;
    }

    private static Report report(List<Asker> askers, Turn[] turns, Duration took) {
        int answered = 0;
        int failed = 0;
        int skipped = 0;
        List<PassedOver> passedOver = new ArrayList<>();
        for (int i = 0; i < turns.length; i++) {
            Turn turn = turns[i];
            answered += turn.answered();
            failed += turn.failed();
            skipped += turn.skipped();
            if (turn.failed() + turn.skipped() > 0) {
                passedOver.add(new PassedOver(askers.get(i).agent(), turn.skipped(), turn.why()));
            }
        }
        return new Report(answered + failed + skipped, answered, failed, skipped, passedOver, took);
    }
}
