package dev.factotum.mcp.server;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How long somebody waits for an answer: until they give up. Thread-safe. */
final class Patience {
    private final CountDownLatch lost = new CountDownLatch(1);

    /** They do not want the answer any more. */
    void lose() {
        lost.countDown();
    }

    boolean lost() {
        return lost.getCount() == 0;
    }

    /** Waits so long, or until they give up. */
    void rest(Duration time) {
        try {
            boolean gone = lost.await(time.toMillis(), TimeUnit.MILLISECONDS);
            if (gone) {
                return;
            }
        } catch (InterruptedException ending) {
            lose();
            Thread.currentThread().interrupt();
        }
    }
}
