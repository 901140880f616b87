package dev.factotum.report;

import java.time.Instant;

/**
 * A matter that came to rest.
 *
 * @param name its file's name without ending
 * @param how done, by_hand, rule, rejected, dropped, duplicate
 */
public record Ended(Instant t, String name, String how) {}
