package dev.factotum.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The log's entries about itself. */
final class Notes {
    static final String TORN = "torn";
    static final String HEALED = "healed";
    static final String ACCEPTED = "accepted";
    static final String CLOCK = "clock";

    private static final int RANGES_A_NOTE = 40;

    private Notes() {}

    /** A crash left bytes that are no entry; their hash is in the note, so that nothing else can hide there. */
    static AuditEvent torn(Instant now, Chain.Torn torn) {
        return note(
                now,
                EventType.ActivityUpdate,
                TORN,
                Optional.empty(),
                Optional.of(torn.sha256()),
                "closed a torn line of " + torn.bytes() + (torn.bytes() == 1 ? " byte" : " bytes"));
    }

    /** A crash left part of a line on the page. @param bareHash of what stands there */
    static AuditEvent tornPage(Instant now, String bareHash) {
        return note(
                now,
                EventType.ActivityUpdate,
                TORN,
                Optional.empty(),
                Optional.of(bareHash),
                "closed a torn line of the page");
    }

    /** Lines that the page had lost are appended to it again. @param numbers rising */
    static List<AuditEvent> healed(Instant now, List<Long> numbers) {
        List<Ranges.Range> ranges = Ranges.of(numbers);
        List<AuditEvent> notes = new ArrayList<>();
        for (int from = 0; from < ranges.size(); from += RANGES_A_NOTE) {
            List<Ranges.Range> some = ranges.subList(from, Math.min(ranges.size(), from + RANGES_A_NOTE));
            long count = some.stream()
                    .mapToLong(range -> range.last() - range.first() + 1)
                    .sum();
            String listed = some.stream().map(Ranges.Range::shown).collect(Collectors.joining(", "));
            notes.add(note(
                    now,
                    EventType.ActivityUpdate,
                    HEALED,
                    Optional.empty(),
                    Optional.empty(),
                    "put back " + count + (count == 1 ? " line" : " lines") + " that the page had lost: " + listed));
        }
        return notes;
    }

    /** A person accepts everything before this entry as it is. @param state its hash */
    static AuditEvent accepted(Instant now, String by, String state) {
        return note(
                now,
                EventType.HumanResponseReceived,
                ACCEPTED,
                Optional.of(by),
                Optional.of(state),
                "everything before this entry, as it stands");
    }

    /** Entries from here on are stamped earlier than those before: the clock was set back. */
    static AuditEvent setBack(Instant now, Instant newest) {
        return note(
                now,
                EventType.ActivityUpdate,
                CLOCK,
                Optional.empty(),
                Optional.empty(),
                "the clock reads earlier than the entry before this one, of " + newest.truncatedTo(ChronoUnit.SECONDS));
    }

    private static AuditEvent note(
            Instant now, EventType type, String ev, Optional<String> by, Optional<String> receipt, String detail) {
        return Cleaning.of(new AuditEvent(
                now,
                type,
                ev,
                Optional.empty(),
                0,
                "",
                Optional.empty(),
                Optional.empty(),
                by,
                Optional.empty(),
                receipt,
                Optional.of(detail)));
    }
}
