package dev.factotum.channel.email.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.world.Threads;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ListeningTest {
    @Test
    void newMailWakesAlsoAfterTheServerWasAskedAnew() throws Exception {
        try (PostOffice office = new PostOffice()) {
            Semaphore woken = new Semaphore(0);
            Listening listening = new Listening(office.mailbox(), "INBOX", () -> true, Duration.ofMillis(300));
            Thread thread = Threads.start("listening", (_, _) -> {}, () -> {
                try {
                    listening.run(woken::release);
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                }
            });
            assertTrue(woken.tryAcquire(20, TimeUnit.SECONDS), "connecting counts as news");
            for (int i = 0; i < 4; i++) {
                office.comes(PostOffice.letter("jo@acme.example", "<" + i + "@acme.example>", "s", "b"));
                assertTrue(woken.tryAcquire(20, TimeUnit.SECONDS), "mail " + i);
            }
            thread.interrupt();
            thread.join();
        }
    }

    @Test
    void whileTheAccountIsLeftAloneNobodyLogsIn() throws Exception {
        try (PostOffice office = new PostOffice()) {
            Semaphore looked = new Semaphore(0);
            Semaphore woken = new Semaphore(0);
            Listening listening = new Listening(
                    office.mailbox(),
                    "INBOX",
                    () -> {
                        looked.release();
                        return false;
                    },
                    Duration.ofMillis(300));
            Thread thread = Threads.start("listening", (_, _) -> {}, () -> {
                try {
                    listening.run(woken::release);
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                }
            });
            assertTrue(looked.tryAcquire(20, TimeUnit.SECONDS));
            thread.interrupt();
            thread.join();
            assertEquals(0, woken.availablePermits());
        }
    }
}
