package dev.factotum.cli;

import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.jline.utils.Signals;

/**
 * Ctrl-C and the system's request to end. Until {@link #arm} the process simply ends. Afterwards the first request is
 * only noted, so that the operation at hand can finish, and the second ends the process at once, which is safe at any
 * point: what was half done is mended at the next start. Thread-safe.
 */
final class Interrupt implements BooleanSupplier {
    static final int CTRL_C = 130;
    static final int TERMINATED = 143;

    private final AtomicInteger requested = new AtomicInteger();
    private final AtomicBoolean armed = new AtomicBoolean();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final IntConsumer halt;

    /** @param halt ends the process with an exit code, running nothing more */
    Interrupt(IntConsumer halt) {
        this.halt = halt;
    }

    /** From here on the first request is noted; loops poll {@link #getAsBoolean}. */
    void arm() {
        if (armed.compareAndSet(false, true)) {
            Signals.register("INT", () -> raise(CTRL_C));
            Signals.register("TERM", () -> raise(TERMINATED));
        }
    }

    /** True once the person asked to stop: finish the present operation and return. */
    @Override
    public boolean getAsBoolean() {
        return requested.get() != 0;
    }

    /** Runs at the first request, on a thread of its own; for waking up a loop that waits. */
    void onRequest(Runnable wake) {
        listeners.add(wake);
    }

    /** The exit code of a run that was asked to stop. */
    OptionalInt exitCode() {
        int code = requested.get();
        return code == 0 ? OptionalInt.empty() : OptionalInt.of(code);
    }

    /** One request. */
    void raise(int code) {
        if (requested.compareAndSet(0, code)) {
            listeners.forEach(Runnable::run);
        } else {
            halt.accept(code);
        }
    }
}
