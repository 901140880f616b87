package dev.factotum.channel.email.wire;

import java.time.LocalDate;

/** Which of the mails that stood in a mailbox when it was connected are taken in; what comes later always is. */
public sealed interface Backlog {
    /** None of them. */
    record None() implements Backlog {}

    /** Those not yet read that came on this day or later; the newest where there are more. */
    record Unread(LocalDate from, int most) implements Backlog {}

    /** All that came on this day or later. */
    record From(LocalDate from) implements Backlog {}
}
