package dev.factotum.skill;

import dev.factotum.world.Child;
import dev.factotum.world.Threads;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * A talk with a script: its input is given, both of what it says is read while it runs, so that no pipe fills up, and
 * bounded.
 */
final class Talk {
    private static final int MOST_PRINTED = 1 << 20;
    private static final int TAIL = 2_000;

    /** So much more is kept that a secret which was cut at its start is never among what is told. */
    private static final int KEPT = 16_000;

    private static final long MOST_COMPLAINT = 64L << 20;
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final Child child;
    private final CountDownLatch heard = new CountDownLatch(2);
    private volatile byte[] printed = new byte[0];
    private volatile byte[] complaint = new byte[0];

    private Talk(Child child) {
        this.child = child;
    }

    static Talk with(Child child, byte[] input) {
        Talk talk = new Talk(child);
        Threads.start("skill-in", (_, _) -> {}, () -> talk.give(input));
        Threads.start("skill-out", (_, _) -> {}, talk::listen);
        Threads.start("skill-err", (_, _) -> {}, talk::complaints);
        return talk;
    }

    /** Waits for its end at most so long; empty where it had to be stopped. */
    OptionalInt end(Duration most) throws InterruptedException {
        OptionalInt exit = child.exit(most);
        if (exit.isPresent()) {
            heard.await(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
        }
        child.close();
        heard.await(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
        return exit;
    }

    byte[] printed() {
        return printed;
    }

    boolean tooMuch() {
        return printed.length > MOST_PRINTED;
    }

    /** The end of what it said on its standard error, on one line. @param clean takes secrets out of it, before that */
    String complaint(UnaryOperator<String> clean) {
        byte[] kept = complaint;
        String all = clean.apply(new String(kept, StandardCharsets.UTF_8));
        if (kept.length == KEPT && all.length() < KEPT / 2) {
            return "";
        }
        return all.substring(Math.max(0, all.length() - TAIL))
                .replaceAll("\\s+", " ")
                .strip();
    }

    /** A script need not read what it is given. */
    private void give(byte[] input) {
        try (OutputStream in = child.input()) {
            in.write(input);
        } catch (IOException notRead) {
            return;
        }
    }

    private void listen() {
        try (InputStream out = child.output()) {
            printed = out.readNBytes(MOST_PRINTED + 1);
            if (tooMuch()) {
                child.close();
            }
        } catch (IOException closed) {
            return;
        } finally {
            heard.countDown();
        }
    }

    private void complaints() {
        byte[] buffer = new byte[8_192];
        long all = 0;
        try (InputStream err = child.errors()) {
            int read = err.read(buffer);
            while (read >= 0 && all < MOST_COMPLAINT) {
                all += read;
                complaint = tail(complaint, Arrays.copyOf(buffer, read));
                read = err.read(buffer);
            }
        } catch (IOException closed) {
            return;
        } finally {
            heard.countDown();
        }
    }

    private static byte[] tail(byte[] before, byte[] more) {
        byte[] all = Arrays.copyOf(before, before.length + more.length);
        System.arraycopy(more, 0, all, before.length, more.length);
        return all.length <= KEPT ? all : Arrays.copyOfRange(all, all.length - KEPT, all.length);
    }
}
