package dev.factotum.channel.email.wire;

import dev.factotum.tool.ToolError;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.angus.mail.imap.IMAPFolder;

/**
 * Reads what is new in a folder, by UID, and leaves it unread. Where it stopped is a {@link Mark}; a connection that breaks
 * costs only the mails not fetched yet. Where the folder's numbers have changed, mails from the last looks on come again.
 */
public final class Inflow {
    /** Larger mails are told of and stay where they are. */
    static final long LARGEST = 36L << 20;

    private static final int MOST = 100;
    private static final long MOST_BYTES = 64L << 20;
    private static final int PIECE = 1 << 20;
    private static final int GROUP = 25;
    private static final int MOST_BREAKS = 5;
    private static final int MOST_HEADERS = 64 << 10;

    private final Imap imap;
    private final String folder;
    private final Backlog backlog;
    private final Map<Long, Integer> broke;

    public Inflow(Imap imap, String folder, Backlog backlog) {
        this(imap, folder, backlog, new ConcurrentHashMap<>());
    }

    /** @param broke by UID how often the connection broke at a mail; kept from look to look */
    public Inflow(Imap imap, String folder, Backlog backlog, Map<Long, Integer> broke) {
        this.imap = imap;
        this.folder = folder;
        this.backlog = backlog;
        this.broke = broke;
    }

    /** @param bytes the mail as the server has it, or what tells of one that is too large */
    @SuppressWarnings("ArrayRecordComponent")
    public record Fetched(long uid, byte[] bytes) {}

    /** @param mark where to go on @param more true where there is more at once */
    public record Batch(List<Fetched> mails, String mark, boolean more) {
        public Batch {
            mails = List.copyOf(mails);
        }
    }

    /** @param from the mark of the last batch; empty the first time */
    public Asked<Batch> look(Optional<String> from) {
        Catch caught = new Catch();
        Asked<Batch> heard = imap.ask(store -> {
            IMAPFolder box = (IMAPFolder) store.getFolder(folder);
            if (!box.exists()) {
                throw new Commands.RefusedException("there is no folder named " + folder);
            }
            box.open(Folder.READ_ONLY);
            return read(new Commands(box), begun(box, from), caught);
        });
        return heard instanceof Asked.Silent<Batch>(ToolError error) && caught.mark.isPresent()
                ? broken(error, caught)
                : heard;
    }

    /** What had been fetched when the connection broke is as good as ever. */
    private Asked<Batch> broken(ToolError error, Catch caught) {
        return caught.mails.isEmpty()
                ? new Asked.Silent<>(error)
                : new Asked.Told<>(
                        new Batch(caught.mails, caught.mark.orElseThrow().toString(), true));
    }

    private Mark begun(IMAPFolder box, Optional<String> from) throws MessagingException, IOException {
        long validity = box.getUIDValidity();
        Optional<Mark> known = from.flatMap(Mark::parse);
        if (known.isPresent() && known.get().validity() == validity) {
            return known.get();
        }
        long top = top(box);
        if (known.isPresent()) {
            LocalDate again = known.get().day().minusDays(2);
            return new Mark(validity, 0, today(), Optional.of(new Mark.Old(top, again, false)));
        }
        return switch (backlog) {
            case Backlog.None _ -> new Mark(validity, top, today(), Optional.empty());
            case Backlog.From(LocalDate day) ->
                new Mark(validity, 0, today(), Optional.of(new Mark.Old(top, day, false)));
            case Backlog.Unread(LocalDate day, int most) -> {
                NavigableSet<Long> unread =
                        top == 0 ? new TreeSet<>() : new Commands(box).search(1, top, Optional.of(day), true);
                while (unread.size() > most) {
                    unread.pollFirst();
                }
                long before = unread.isEmpty() ? top : unread.first() - 1;
                yield new Mark(validity, before, today(), Optional.of(new Mark.Old(top, day, true)));
            }
        };
    }

    private static long top(IMAPFolder box) throws MessagingException, IOException {
        long next = box.getUIDNext();
        if (next > 0) {
            return next - 1;
        }
        NavigableSet<Long> all =
                box.getMessageCount() == 0 ? new TreeSet<>() : new Commands(box).search(1, -1, Optional.empty(), false);
        return all.isEmpty() ? 0 : all.last();
    }

    private Batch read(Commands box, Mark begun, Catch caught) throws MessagingException, IOException {
        caught.mark = Optional.of(begun);
        NavigableSet<Long> waiting = begun.old().isPresent()
                ? box.search(
                        begun.uid() + 1,
                        Math.max(begun.uid() + 1, begun.old().get().until()),
                        Optional.of(begun.old().get().from()),
                        begun.old().get().unread())
                : box.search(begun.uid() + 1, -1, Optional.empty(), false);
        List<Long> next = waiting.stream().limit(MOST).toList();
        Map<Long, Long> sizes = next.isEmpty() ? Map.of() : box.sizes(next);
        long bytes = 0;
        for (int at = 0; at < next.size(); ) {
            if (bytes >= MOST_BYTES) {
                return new Batch(caught.mails, caught.mark.orElseThrow().toString(), true);
            }
            List<Long> group = broke.isEmpty() ? group(next, at, sizes) : next.subList(at, at + 1);
            for (Map.Entry<Long, byte[]> one : tried(box, group, sizes).entrySet()) {
                caught.mails.add(new Fetched(one.getKey(), one.getValue()));
                bytes += one.getValue().length;
            }
            at += group.size();
            caught.mark = Optional.of(begun.at(group.getLast(), today()));
        }
        Mark read = caught.mark.orElseThrow();
        return waiting.size() > next.size()
                ? new Batch(caught.mails, read.toString(), true)
                : new Batch(
                        caught.mails,
                        read.current(today()).toString(),
                        read.old().isPresent());
    }

    /** The mails from one on that are fetched by one command: small ones together, each other alone. */
    private static List<Long> group(List<Long> uids, int from, Map<Long, Long> sizes) {
        int to = from;
        long bytes = 0;
        while (to < uids.size() && to - from < GROUP) {
            bytes += sizes.getOrDefault(uids.get(to), 0L);
            if (bytes > PIECE && to > from) {
                break;
            }
            to++;
        }
        return uids.subList(from, to);
    }

    /** Fetches, and remembers where that broke: a mail that always breaks it is told of in the end, and passed. */
    private Map<Long, byte[]> tried(Commands box, List<Long> group, Map<Long, Long> sizes)
            throws MessagingException, IOException {
        long first = group.getFirst();
        if (broke.getOrDefault(first, 0) >= MOST_BREAKS) {
            broke.remove(first);
            return Map.of(
                    first,
                    Notice.unreadable(
                            Long.toString(first), "nothing: the connection broke " + MOST_BREAKS + " times at it"));
        }
        broke.merge(first, 1, Integer::sum);
        Map<Long, byte[]> mails = fetch(box, group, sizes);
        broke.remove(first);
        return mails;
    }

    private static Map<Long, byte[]> fetch(Commands box, List<Long> group, Map<Long, Long> sizes)
            throws MessagingException, IOException {
        TreeMap<Long, byte[]> mails = new TreeMap<>();
        if (group.size() > 1) {
            try {
                mails.putAll(box.whole(group));
            } catch (Commands.RefusedException oneOfThem) {
                mails.clear();
            }
        }
        for (long uid : group) {
            if (!mails.containsKey(uid) && sizes.containsKey(uid)) {
                fetch(box, uid, sizes.get(uid)).ifPresent(mail -> mails.put(uid, mail));
            }
        }
        return mails;
    }

    private static Optional<byte[]> fetch(Commands box, long uid, long size) throws MessagingException, IOException {
        if (size > LARGEST) {
            return tooLarge(box, uid, size);
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        while (whole.size() <= LARGEST) {
            Optional<byte[]> piece;
            try {
                piece = box.piece(uid, "", whole.size(), PIECE);
            } catch (Commands.RefusedException refused) {
                return Optional.of(Notice.unreadable(Long.toString(uid), String.valueOf(refused.getMessage())));
            }
            if (piece.isEmpty() && whole.size() == 0) {
                return Optional.empty();
            }
            byte[] bytes = piece.orElse(new byte[0]);
            whole.write(bytes);
            if (bytes.length < PIECE) {
                return Optional.of(whole.toByteArray());
            }
        }
        return tooLarge(box, uid, whole.size());
    }

    private static Optional<byte[]> tooLarge(Commands box, long uid, long size) throws MessagingException, IOException {
        try {
            return box.piece(uid, "HEADER", 0, MOST_HEADERS)
                    .map(head -> Notice.tooLarge(new String(head, StandardCharsets.UTF_8), size, LARGEST));
        } catch (Commands.RefusedException refused) {
            return Optional.of(Notice.unreadable(Long.toString(uid), String.valueOf(refused.getMessage())));
        }
    }

    private LocalDate today() {
        return imap.patience().clock().instant().atZone(ZoneOffset.UTC).toLocalDate();
    }

    /** What has been fetched so far. */
    private static final class Catch {
        private final List<Fetched> mails = new ArrayList<>();
        private Optional<Mark> mark = Optional.empty();
    }
}
