package dev.factotum.audit;

import java.util.Optional;

/**
 * The verdict of {@link AuditLog#verify}.
 *
 * @param level 1 where the head outside the vault was there to compare, else 0
 * @param broken the first wrong entry, empty where all is well
 */
public record AuditCheck(boolean ok, long entries, int level, Optional<Broken> broken) {
    /** @param line counted from 1 in the file; @param seq 0 where it cannot be told */
    public record Broken(String file, long line, long seq, String reason) {}
}
