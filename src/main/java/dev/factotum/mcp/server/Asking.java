package dev.factotum.mcp.server;

import com.github.f4b6a3.ulid.Ulid;
import dev.factotum.engine.Assessor.EngineVault;
import dev.factotum.engine.Request;
import dev.factotum.engine.Requests;
import dev.factotum.engine.Standing;
import dev.factotum.engine.Standing.State;
import dev.factotum.problem.ItemCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.vault.Digest;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Stage;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Makes a matter of what a program asks for: checked first as a person's plan is, then taken in, planned, and left to a
 * person. The same key of the same program names the same matter for ever.
 */
final class Asking {
    private static final int MOST_BYTES = 256 * 1024;
    private static final int LONGEST_KEY = 200;
    private static final int TRIES = 5;

    /** The same for all ids that follow from a key: an id begins with a time. */
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    private static final Duration FIRST_LOOK = Duration.ofMillis(200);
    private static final Duration LATER_LOOKS = Duration.ofSeconds(1);

    private final EngineVault parts;
    private final Requests requests;
    private final Backroom backroom;

    Asking(EngineVault parts, Requests requests, Backroom backroom) {
        this.parts = parts;
        this.requests = requests;
        this.backroom = backroom;
    }

    /** What came of asking. */
    sealed interface Asked {
        /** @param again true where the same was asked before with the same key */
        record Stands(MatterId id, Standing standing, Optional<Requests.Check.Good> check, boolean again)
                implements Asked {}

        /** Nothing was made of it. @param faults in words */
        record Refused(List<String> faults) implements Asked {
            public Refused {
                faults = List.copyOf(faults);
            }
        }
    }

    Asked ask(Request request, Optional<String> key) throws IOException {
        refuseElsewhere();
        if (key.filter(some -> some.length() > LONGEST_KEY).isPresent()) {
            return new Asked.Refused(List.of("The idempotency key is longer than " + LONGEST_KEY + " characters."));
        }
        MatterId id = key.map(some -> id(request.by(), some))
                .orElseGet(() -> new MatterId(vault().world().ids().ulid()));
        byte[] bytes = request.bytes(id);
        if (bytes.length > MOST_BYTES) {
            return new Asked.Refused(List.of("It is longer than " + MOST_BYTES / 1024 + " KiB."));
        }
        Optional<Standing> there = Standing.of(vault(), id);
        if (there.isPresent()) {
            return there.get().source().equals(Optional.of(Digest.of(bytes)))
                    ? new Asked.Stands(id, planned(id, there.get()), Optional.empty(), true)
                    : new Asked.Refused(List.of("This idempotency key was used for another request."));
        }
        Requests.Check check = requests.check(id, request, backroom.preview(id, request));
        return switch (check) {
            case Requests.Check.Bad(List<String> faults) -> new Asked.Refused(faults);
            case Requests.Check.Good good -> {
                take(id, request);
                Standing standing = Standing.of(vault(), id)
                        .orElseThrow(() -> new IOException("the matter " + id + " is not there"));
                yield new Asked.Stands(id, planned(id, standing), Optional.of(good), false);
            }
        };
    }

    /** What is wrong with a request, in words; nothing is made of it. */
    List<String> faults(MatterId id, Request request) {
        return requests.check(id, request, backroom.preview(id, request)) instanceof Requests.Check.Bad(var faults)
                ? faults
                : List.of();
    }

    /** Another process that is at the same matter is done in a moment. */
    private void take(MatterId id, Request request) throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                backroom.take(id, request);
                return;
            } catch (ProblemException refused) {
                boolean busy = refused.problem().code() == ItemCode.NOT_TAKEN;
                if (!busy || tries == TRIES) {
                    throw refused;
                }
                new Patience().rest(FIRST_LOOK);
            }
        }
    }

    /** Has it planned where nobody did yet. */
    private Standing planned(MatterId id, Standing standing) throws IOException {
        if (standing.state() != State.NEW) {
            return standing;
        }
        Path note = vault().folder(Stage.NEEDS_ACTION).resolve(standing.file());
        if (vault().world().disk().facts(note).isPresent()) {
            backroom.plan(note);
        }
        return Standing.of(vault(), id).orElse(standing);
    }

    /** Looks at the ledger until the matter is over, the time is, or the caller's patience. */
    Standing await(MatterId id, Standing seen, Duration most, Patience patience) throws IOException {
        long end = vault().world().clock().nanos() + most.toNanos();
        Standing now = seen;
        Duration look = FIRST_LOOK;
        while (!now.state().over() && !patience.lost()) {
            long left = end - vault().world().clock().nanos();
            if (left <= 0) {
                break;
            }
            patience.rest(look.toNanos() < left ? look : Duration.ofNanos(Math.max(1_000_000, left)));
            look = look.multipliedBy(2).compareTo(LATER_LOOKS) < 0 ? look.multipliedBy(2) : LATER_LOOKS;
            now = Standing.of(vault(), id).orElse(now);
        }
        return now;
    }

    /** As agent add says it: two machines would make two matters of one. */
    private void refuseElsewhere() throws IOException {
        if (!vault().executor().here()) {
            Problem elsewhere = vault().elsewhere();
            throw new ProblemException(new Problem(
                    elsewhere.code(),
                    elsewhere.what(),
                    elsewhere.where(),
                    elsewhere.why() + ", and matters are taken in there",
                    "Serve there, or take over: agent config set executor this."));
        }
    }

    private MatterId id(String by, String key) {
        byte[] subject = (vault().id() + "\nrequest\n" + by + "\n" + key).getBytes(StandardCharsets.UTF_8);
        byte[] chance = Arrays.copyOf(HexFormat.of().parseHex(Digest.of(subject).hex()), Ulid.RANDOM_BYTES);
        return new MatterId(new Ulid(TIME.toEpochMilli(), chance).toString());
    }

    private Vault vault() {
        return parts.vault();
    }
}
