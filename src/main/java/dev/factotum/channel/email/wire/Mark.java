package dev.factotum.channel.email.wire;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/**
 * How far a folder has been read: {@code VALIDITY:UID:DAY}, and {@code VALIDITY:UID:DAY:UNTIL:FROM:unread} while old mails
 * up to {@code UNTIL} are still being taken.
 *
 * @param validity the UIDVALIDITY under which the numbers mean anything
 * @param uid the last one that was read
 * @param day when it was looked at last: where the numbers change, mails from then on are asked for again
 */
record Mark(long validity, long uid, LocalDate day, Optional<Old> old) {
    /** @param until the highest UID that counts as old @param unread true where only those not read are taken */
    record Old(long until, LocalDate from, boolean unread) {}

    /** Empty where the text is none of ours: the folder is then begun anew. */
    static Optional<Mark> parse(String text) {
        String[] part = text.split(":", -1);
        try {
            if (part.length != 3 && part.length != 6) {
                return Optional.empty();
            }
            Optional<Old> old = part.length == 3
                    ? Optional.empty()
                    : Optional.of(new Old(Long.parseLong(part[3]), LocalDate.parse(part[4]), part[5].equals("unread")));
            return Optional.of(
                    new Mark(Long.parseLong(part[0]), Long.parseLong(part[1]), LocalDate.parse(part[2]), old));
        } catch (NumberFormatException | DateTimeException foreign) {
            return Optional.empty();
        }
    }

    Mark at(long read, LocalDate today) {
        return new Mark(validity, read, today, old);
    }

    /** With the old mails behind it. */
    Mark current(LocalDate today) {
        return old.isEmpty()
                ? new Mark(validity, uid, today, old)
                : new Mark(validity, Math.max(uid, old.get().until()), today, Optional.empty());
    }

    @Override
    public String toString() {
        String plain = validity + ":" + uid + ":" + day;
        return old.map(more ->
                        plain + ":" + more.until() + ":" + more.from() + ":" + (more.unread() ? "unread" : "all"))
                .orElse(plain);
    }
}
