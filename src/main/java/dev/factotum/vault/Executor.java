package dev.factotum.vault;

import java.time.Instant;

/**
 * The one machine that runs steps and appends to the audit (F5).
 *
 * @param here true where this process runs on that machine and the vault stands where it stood
 */
public record Executor(String machine, String name, String path, long epoch, Instant since, boolean here) {}
