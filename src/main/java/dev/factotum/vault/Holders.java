package dev.factotum.vault;

import dev.factotum.vault.Claims.Claim;
import dev.factotum.world.FileFacts;
import dev.factotum.world.Processes.Locked;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who is at work in a vault on this machine, told by the claims: the system frees those of the dead. */
public final class Holders {
    /** So many watches of one vault are told apart. */
    private static final int MOST_WATCHES = 4;

    private static final List<String> JOBS = List.of("audit", "executor", "sweep", "late saves");

    private final World world;
    private final Path lock;
    private final Claims claims;
    private final Ledgers ledgers;

    Holders(World world, Path lock, Claims claims, Ledgers ledgers) {
        this.world = world;
        this.lock = lock;
        this.claims = claims;
        this.ledgers = ledgers;
    }

    /**
     * One claim.
     *
     * @param matter what is worked on, where it is a matter
     * @param job else the name of the job; empty where it has none that is known
     */
    public record Holder(long pid, Optional<MatterId> matter, String job) {}

    /** All claims held at present, or empty where this system does not tell. */
    public Optional<List<Holder>> all() throws IOException {
        if (claims.kind() == Claims.Kind.FILES) {
            return Optional.empty();
        }
        Optional<FileFacts> facts = world.disk().facts(lock);
        if (facts.isEmpty()) {
            return Optional.of(List.of());
        }
        Optional<List<Locked>> locks = world.processes().locks(facts.get().key());
        if (locks.isEmpty()) {
            return Optional.empty();
        }
        Map<Long, MatterId> matters = new HashMap<>();
        Map<Long, String> jobs = new HashMap<>();
        if (!locks.get().isEmpty()) {
            ledgers.open().forEach(id -> matters.put(KernelClaims.position("matter", id.value()), id));
            JOBS.forEach(job -> jobs.put(KernelClaims.position("job", job), job));
            for (int i = 0; i < MOST_WATCHES; i++) {
                jobs.put(KernelClaims.position("job", watch(i)), "watch");
            }
        }
        List<Holder> holders = new ArrayList<>();
        for (Locked one : locks.get()) {
            holders.add(new Holder(
                    one.pid(),
                    Optional.ofNullable(matters.get(one.position())),
                    jobs.getOrDefault(one.position(), "")));
        }
        return Optional.of(holders);
    }

    /** To be held while a watch runs; empty where enough of them run already. */
    public Optional<Claim> watching() throws IOException {
        for (int i = 0; i < MOST_WATCHES; i++) {
            Optional<Claim> claim = claims.claim(watch(i));
            if (claim.isPresent()) {
                return claim;
            }
        }
        return Optional.empty();
    }

    /** True while a watch runs on this machine. */
    public boolean watched() throws IOException {
        for (int i = 0; i < MOST_WATCHES; i++) {
            Optional<Claim> claim = claims.claim(watch(i));
            if (claim.isEmpty()) {
                return true;
            }
            claim.get().close();
        }
        return false;
    }

    private static String watch(int number) {
        return "watch:" + number;
    }
}
