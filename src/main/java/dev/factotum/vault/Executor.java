package dev.factotum.vault;

import java.time.Instant;
import java.util.Optional;

/**
 * The one machine that runs steps and appends to the audit (F5).
 *
 * @param from the name of the machine that did before it; may be empty
 * @param begins when this machine begins, present while it is taking over: until then it only looks
 * @param here true where this process runs on that machine, the vault stands where it stood, and no takeover is under way
 */
public record Executor(
        String machine,
        String name,
        String path,
        long epoch,
        Instant since,
        String from,
        Optional<Instant> begins,
        boolean here) {}
