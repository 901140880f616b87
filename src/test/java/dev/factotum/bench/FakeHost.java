package dev.factotum.bench;

import dev.factotum.llm.ModelFault;
import dev.factotum.llm.Prompt;
import dev.factotum.llm.Provider;
import dev.factotum.llm.Reply;
import dev.factotum.llm.TokenUse;
import dev.factotum.world.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A provider that answers after 100 ms, takes so many calls a second, and has a fit of refusing now and then. */
public final class FakeHost implements Provider {
    private static final Duration ANSWERING = Duration.ofMillis(100);
    private static final int FIT = 3;

    private final Clock clock;
    private final int aSecond;
    private final int fitEvery;
    private final Duration fitWait;
    private final Deque<Long> begun = new ArrayDeque<>();
    private int calls;
    private int refused;
    private int crowded;
    private int underWay;
    private int mostAtOnce;
    private int fit;

    /** @param fitEvery the call with which three refusals begin, again and again */
    public FakeHost(Clock clock, int aSecond, int fitEvery, Duration fitWait) {
        this.clock = clock;
        this.aSecond = aSecond;
        this.fitEvery = fitEvery;
        this.fitWait = fitWait;
    }

    public synchronized int calls() {
        return calls;
    }

    /** Calls answered with 429. */
    public synchronized int refused() {
        return refused;
    }

    /** Those among them that came faster than it takes calls. */
    public synchronized int crowded() {
        return crowded;
    }

    public synchronized int mostAtOnce() {
        return mostAtOnce;
    }

    @Override
    public Reply call(String model, Prompt prompt) throws InterruptedException {
        Optional<Reply> refusal = begin();
        if (refusal.isPresent()) {
            return refusal.get();
        }
        clock.pause(ANSWERING);
        end();
        return new Reply.Answer("yes", List.of(), model, new TokenUse(100, 0, 0, 20, Optional.empty()), "");
    }

    private synchronized Optional<Reply> begin() {
        calls++;
        if (calls % fitEvery == 0) {
            fit = FIT;
        }
        if (fit > 0) {
            fit--;
            return Optional.of(refusal(fitWait));
        }
        long now = clock.nanos();
        long second = Duration.ofSeconds(1).toNanos();
        while (!begun.isEmpty() && now - begun.getFirst() >= second) {
            begun.removeFirst();
        }
        if (begun.size() >= aSecond) {
            crowded++;
            return Optional.of(refusal(Duration.ofSeconds(1)));
        }
        begun.addLast(now);
        underWay++;
        mostAtOnce = Math.max(mostAtOnce, underWay);
        return Optional.empty();
    }

    private Reply refusal(Duration wait) {
        refused++;
        Instant until = clock.instant().plus(wait);
        return new Reply.Failure(new ModelFault.RateLimited("HTTP 429", until), TokenUse.NONE, "");
    }

    private synchronized void end() {
        underWay--;
    }
}
