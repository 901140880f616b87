package dev.factotum.audit;

import dev.factotum.world.Disk;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Checks chain, pages and head as they were at one moment; only reads.
 *
 * <p>Every entry is checked. Where that fails and a person accepted what was before some entry, everything before it is
 * checked as one, by the hash that entry carries, and everything from it on entry by entry.
 */
final class Verification {
    private Verification() {}

    static AuditCheck check(Disk disk, Moment moment) throws IOException {
        ChainPass whole = new ChainPass(disk, moment, null);
        Optional<AuditCheck.Broken> broken = whole.run();
        ChainPass.Accepted accepted = whole.accepted();
        if (broken.isPresent() && accepted != null && accepted.state().equals(stateBefore(disk, moment, accepted))) {
            broken = new ChainPass(disk, moment, accepted).run();
        }
        return new AuditCheck(broken.isEmpty(), whole.entries(), moment.head().isPresent() ? 1 : 0, broken);
    }

    /** The place of the page on which an accepting entry stands. */
    static int pageOf(Moment moment, ChainPass.Accepted accepted) {
        int place = 0;
        while (place < moment.pages().size()
                && !moment.pages().get(place).name().equals(accepted.page())) {
            place++;
        }
        return place;
    }

    private static String stateBefore(Disk disk, Moment moment, ChainPass.Accepted accepted) throws IOException {
        List<Source> segments = new ArrayList<>(moment.segments().subList(0, accepted.segment()));
        Source cut = moment.segments().get(accepted.segment());
        segments.add(new Source(cut.name(), cut.path(), accepted.offset()));
        return state(disk, segments, moment.pages().subList(0, pageOf(moment, accepted)));
    }

    /** The hash of all bytes of a chain and of all entries on pages, as an accepting entry carries it. */
    static String state(Disk disk, List<Source> segments, List<Source> pages) throws IOException {
        MessageDigest sha256 = Sha256.start();
        for (Source file : segments) {
            long at = 0;
            while (at < file.size()) {
                byte[] piece = disk.readAt(file.path(), at, (int) Math.min(1 << 20, file.size() - at));
                if (piece.length == 0) {
                    break;
                }
                sha256.update(piece);
                at += piece.length;
            }
        }
        sha256.update((byte) '\n');
        Pages.feed(disk, pages, sha256);
        return HexFormat.of().formatHex(sha256.digest());
    }
}
