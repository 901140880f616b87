package dev.factotum.audit;

import dev.factotum.vault.Claims;
import dev.factotum.world.World;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes to the log, under the {@code audit} claim: the chain first and forced, then the page, then the head. What the
 * last writer did not finish is finished before anything is added. Thread-safe.
 */
final class Scribe {
    private static final Duration LEAP = Duration.ofHours(1);

    private final World world;
    private final Turn turn;
    private final ZoneId zone;
    private final Segments segments;
    private final Chain chain;
    private final Page page;
    private final Head head;
    private Standing standing = Standing.MISSING;
    private Instant newest = Instant.EPOCH;
    private volatile @Nullable IOException trouble;

    Scribe(World world, Claims claims, ZoneId zone, Segments segments, Head head) {
        this.world = world;
        this.turn = new Turn(claims, world.clock());
        this.zone = zone;
        this.segments = segments;
        this.head = head;
        this.chain = new Chain(world.disk(), world.clock(), zone, segments);
        this.page = new Page(world.disk(), segments);
    }

    /** How the head outside the vault stands to the chain. Only where it agrees may it go on with it. */
    private enum Standing {
        FIRST,
        AGREES,
        MISSING,
        CONTRADICTS
    }

    /** What went wrong with page or head since the last append that went well; the chain itself is whole. */
    Optional<IOException> trouble() {
        return Optional.ofNullable(trouble);
    }

    @SuppressWarnings("try") // holding the claim is its whole use
    synchronized List<Long> write(Supplier<List<AuditEvent>> events) throws IOException {
        try (Claims.Claim held = turn.take()) {
            look();
            return put(held, events.get().stream().map(Cleaning::of).toList());
        }
    }

    @SuppressWarnings("try") // holding the claim is its whole use
    synchronized void recover() throws IOException {
        try (Claims.Claim held = turn.take()) {
            look();
            chain.settle();
            put(held, List.of());
            Optional<Anchor> last = chain.end().last();
            if (standing == Standing.AGREES && last.isPresent() && !head.read().equals(last)) {
                head.anchor(last.get());
            }
        }
    }

    @SuppressWarnings("try") // holding the claim is its whole use
    synchronized void accept(String by) throws IOException {
        try (Claims.Claim held = turn.take()) {
            look();
            put(held, List.of());
            page.setAside(month());
            List<Source> before = segments.pages();
            String state = Verification.state(world.disk(), segments.sources(), before);
            AuditEvent event = Notes.accepted(world.clock().instant(), by, state);
            EntryWriter.Written written =
                    chain.append(List.of(event), held::confirm).getFirst();
            page.append(List.of(line(event, written)));
            head.anchor(chain.end().last().orElseThrow());
            standing = Standing.AGREES;
        }
    }

    /** The log at one moment; taken under the claim where that can be had. */
    @SuppressWarnings("try") // holding the claim is its whole use
    Moment moment() throws IOException {
        Optional<Claims.Claim> claim = turn.takeIfPossible();
        try (Claims.Claim held = claim.orElse(() -> {})) {
            Chain now = new Chain(world.disk(), world.clock(), zone, segments);
            now.refresh();
            return new Moment(
                    segments.sources(), segments.pages(), head.read(), now.end().seq());
        }
    }

    private void look() throws IOException {
        if (chain.refresh()) {
            standing = standing();
            newest = newest();
            if (!chain.end().month().isEmpty()) {
                world.disk().forceFolder(segments.folder());
            }
        }
    }

    /** When the last entry was written, by the clock of then. */
    private Instant newest() throws IOException {
        long seq = chain.end().seq();
        return seq == 0 ? Instant.EPOCH : chain.since(seq).getLast().t();
    }

    private Standing standing() throws IOException {
        Optional<Anchor> known = head.read();
        if (known.isEmpty()) {
            return chain.end().seq() == 0 ? Standing.FIRST : Standing.MISSING;
        }
        return chain.holds(known.get()) ? Standing.AGREES : Standing.CONTRADICTS;
    }

    /** @param events cleaned */
    private List<Long> put(Claims.Claim held, List<AuditEvent> events) throws IOException {
        List<AuditEvent> all = new ArrayList<>();
        chain.end().torn().ifPresent(torn -> all.add(Notes.torn(world.clock().instant(), torn)));
        List<Page.Entry> lines = new ArrayList<>();
        List<Long> putBack = new ArrayList<>();
        boolean readable = putBack(lines, putBack);
        page.torn().ifPresent(bare -> all.add(Notes.tornPage(world.clock().instant(), bare)));
        all.addAll(Notes.healed(world.clock().instant(), putBack));
        int notes = all.size();
        all.addAll(events);
        if (all.isEmpty()) {
            return List.of();
        }
        Instant now = world.clock().instant();
        if (now.isBefore(newest.minus(LEAP))) {
            all.addFirst(Notes.setBack(now, newest));
            notes++;
        }
        newest = now;
        String month = month();
        begin(month);
        List<EntryWriter.Written> written = chain.append(all, held::confirm);
        for (int i = 0; i < written.size(); i++) {
            lines.add(line(all.get(i), written.get(i)));
        }
        if (readable) {
            show(lines, month);
        }
        return written.stream().skip(notes).map(one -> one.entry().seq()).toList();
    }

    private boolean putBack(List<Page.Entry> lines, List<Long> numbers) {
        try {
            for (AuditRecord lost : page.refresh(chain)) {
                PageText.again(lost, zone).ifPresent(line -> {
                    numbers.add(lost.seq());
                    lines.add(new Page.Entry(
                            line.day().toString(), line.whole(lost.matter().orElse(""), lost.seq(), lost.hash())));
                });
            }
            return true;
        } catch (IOException failure) {
            trouble = failure;
            return false;
        }
    }

    /** What fails here is put back from the chain later on. */
    private void show(List<Page.Entry> lines, String month) {
        try {
            boolean turned = !chain.end().month().equals(month);
            if (turned || page.full()) {
                page.setAside(month);
            }
            page.append(lines);
            remember();
            trouble = null;
        } catch (IOException failure) {
            trouble = failure;
        }
    }

    /** Before there is a chain there is a head that says so; else a crash in between would leave it without one. */
    private void begin(String month) {
        if (standing == Standing.FIRST) {
            try {
                head.anchor(new Anchor(0, Hash.NONE.hex(), month, 0));
                standing = Standing.AGREES;
            } catch (IOException failure) {
                trouble = failure;
            }
        }
    }

    private void remember() throws IOException {
        if (standing == Standing.AGREES) {
            head.keep(chain.end().last().orElseThrow());
        }
    }

    private Page.Entry line(AuditEvent event, EntryWriter.Written written) {
        PageText.Line line = PageText.of(event, zone);
        String text =
                line.whole(event.title(), written.entry().seq(), written.entry().hash());
        return new Page.Entry(line.day().toString(), text);
    }

    /** The segment of the last entry, or this month where there is none. */
    private String month() {
        String month = chain.end().month();
        return month.isEmpty()
                ? YearMonth.from(world.clock().instant().atZone(zone)).toString()
                : month;
    }
}
