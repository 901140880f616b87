package dev.factotum.world;

import com.github.f4b6a3.ulid.UlidFactory;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Monotonic ULIDs. A clock that is set back does not bring a smaller one: time never falls within a process. */
public final class UlidIds implements Ids {
    private final UlidFactory factory;
    private final LongSupplier random;

    public UlidIds(InstantSource clock) {
        this(new SecureRandom()::nextLong, clock);
    }

    /** @param random the source of the random half; a seeded one makes the ids repeatable */
    public UlidIds(LongSupplier random, InstantSource clock) {
        this.random = random;
        AtomicLong latest = new AtomicLong();
        this.factory =
                UlidFactory.newMonotonicInstance(random, () -> latest.accumulateAndGet(clock.millis(), Math::max));
    }

    @Override
    public String ulid() {
        return factory.create().toString();
    }

    @Override
    public synchronized String nonce() {
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(random.getAsLong())
                .putLong(random.getAsLong())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
