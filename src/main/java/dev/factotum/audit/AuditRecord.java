package dev.factotum.audit;

import java.time.Instant;
import java.util.Optional;

/** One entry of the chain as it stands on disk, without title. All texts as written. */
public record AuditRecord(
        long seq,
        Instant t,
        EventType type,
        String ev,
        Optional<String> matter,
        long n,
        Optional<String> step,
        Optional<String> skill,
        Optional<String> by,
        Optional<String> via,
        Optional<String> receipt,
        Optional<String> detail,
        String line,
        String prev,
        String hash) {}
