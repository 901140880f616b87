package dev.factotum.llm;

import dev.factotum.config.Settings;
import dev.factotum.config.SpendSettings.Pace;
import dev.factotum.config.SpendSettings.Price;
import dev.factotum.problem.BudgetCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.vault.Claims.Claim;
import dev.factotum.vault.Turns;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What models used, and what they may still use, shared by all processes of a vault.
 *
 * <p>A call is made in three steps: its bounds are set aside in the book; it is made; its line is written, and only then is
 * it counted. Both writes are under the claim {@code usage}. A process that dies in between leaves what was set aside, and
 * the next one to open the book writes the line with these bounds: no call goes unseen. Lines are counted by reading on
 * from where the book has read to, and that place and the sums are one file: none is counted twice. Thread-safe.
 */
public final class UsageBook {
    /** Longer than a claim must stand still before it is taken over. */
    private static final Duration PATIENCE = Duration.ofSeconds(100);

    private final Vault vault;
    private final Supplier<Settings> settings;
    private final UsageFiles files;
    private final BookFile file;
    private final Turns turns;

    public UsageBook(Vault vault, Supplier<Settings> settings) {
        this.vault = vault;
        this.settings = settings;
        this.files = new UsageFiles(vault);
        this.file = new BookFile(vault, files, false);
        this.turns = new Turns(vault.claims(), vault.world().clock(), "usage", PATIENCE);
    }

    /** What was used up to the present. */
    public record Spent(Usage today, Usage month) {}

    Spent spent() throws IOException {
        return spent(vault, settings.get().zone());
    }

    /** Reads the book and what was added to today's file since; writes nothing and waits for nobody. */
    public static Spent spent(Vault vault, ZoneId zone) throws IOException {
        LocalDate today = LocalDate.ofInstant(vault.world().clock().instant(), zone);
        Book book = new BookFile(vault, new UsageFiles(vault), true).open(today).book();
        return new Spent(book.today(Book.ALL), book.month(Book.ALL));
    }

    private Instant now() {
        return vault.world().clock().instant();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(now(), settings.get().zone());
    }

    /** Sets aside what a call can use, if all budgets and its provider leave room. */
    synchronized Place reserve(Wish wish) throws IOException {
        try (Claim claim = claim()) {
            Settings present = settings.get();
            Opened opened = open(claim);
            Book book = opened.book();
            Place place = new Admission(vault.world(), present, book, wish, matter(wish.payer())).place();
            if (opened.changed() || place instanceof Place.Taken) {
                claim.confirm();
                file.save(book);
            }
            return place;
        }
    }

    private Usage matter(Prompt.Payer payer) throws IOException {
        return payer.matter().isEmpty()
                ? Usage.NONE
                : MatterUsage.read(files.matter(payer.matter().get())).usage();
    }

    /** Gives back what was set aside for a call that was not made. */
    synchronized void giveBack(Reservation reservation) throws IOException {
        try (Claim claim = claim()) {
            Book book = open(claim).book();
            book.open().remove(reservation.id());
            claim.confirm();
            file.save(book);
        }
    }

    /** The line of a call that ended. */
    UsageLine line(Reservation reservation, Endpoint endpoint, CallEnd end, long ms) {
        if (!end.use().told()) {
            return reservation.lost(now(), UsageLine.outcome(end), ms);
        }
        Optional<Price> price =
                new Prices(settings.get().spend().prices()).of(reservation.model(), today(), endpoint.free());
        TokenUse use = end.use();
        return new UsageLine(
                reservation.id(),
                now(),
                reservation.payer(),
                reservation.purpose(),
                reservation.model(),
                reservation.endpoint(),
                use.input() + use.cachedRead() + use.cacheWrite(),
                use.output(),
                use.cachedRead(),
                use.cacheWrite(),
                Prices.cost(price, use, endpoint.free()),
                false,
                ms,
                UsageLine.outcome(end),
                reservation.attempt(),
                end.requestId());
    }

    /**
     * Writes down how a call ended; of one that never left this machine there is no line. Answers which budgets are nearly
     * used up because of it.
     */
    List<Problem> settle(Reservation reservation, Endpoint endpoint, CallEnd end, long ms) throws IOException {
        boolean sent = !(end instanceof Reply.Failure failure) || failure.sent();
        Optional<UsageLine> line = sent ? Optional.of(line(reservation, endpoint, end, ms)) : Optional.empty();
        return settle(reservation, line, Optional.of(end), endpoint.mark());
    }

    /** Of a call of which nobody heard how it ended: it counts with all that was set aside. */
    List<Problem> settleUnheard(Reservation reservation, String outcome, long ms) throws IOException {
        return settle(reservation, Optional.of(reservation.lost(now(), outcome, ms)), Optional.empty(), "");
    }

    private synchronized List<Problem> settle(
            Reservation reservation, Optional<UsageLine> line, Optional<CallEnd> end, String mark) throws IOException {
        try (Claim claim = claim()) {
            Settings present = settings.get();
            Book book = open(claim).book();
            if (line.isEmpty()) {
                book.open().remove(reservation.id());
            } else if (book.open().containsKey(reservation.id()) || !written(reservation, book)) {
                claim.confirm();
                files.day(book.day()).append(UsageFiles.bytes(line.get().text()));
                count(file.readOn(book));
            }
            Pace pace = present.spend().paceOf(reservation.model().provider());
            EndpointState state = book.endpoint(reservation.endpoint())
                    .used(
                            pace,
                            reservation.input() + reservation.output(),
                            line.map(UsageLine::tokens).orElse(0L));
            book.put(
                    reservation.endpoint(),
                    end.isEmpty() ? state : state.after(end.get(), reservation.at(), now(), mark));
            List<Bound> bounds = Bounds.of(present, book, reservation.payer(), matter(reservation.payer()));
            Budgets budgets = new Budgets(new Exchange(present.spend().exchange()));
            List<Problem> warnings = new ArrayList<>(budgets.warnings(bounds, book));
            line.flatMap(one -> budgets.unpriced(bounds, book, one)).ifPresent(warnings::add);
            claim.confirm();
            file.save(book);
            return warnings;
        }
    }

    /** Whether a call that is no longer set aside has its line: somebody took it for lost, or the book was made anew. */
    private boolean written(Reservation reservation, Book book) throws IOException {
        LocalDate begun = LocalDate.ofInstant(reservation.at(), settings.get().zone());
        boolean[] found = {false};
        for (LocalDate day : files.days(one -> !one.isBefore(begun) && !one.isAfter(book.day()))) {
            files.day(day).read(0, text -> found[0] |= text.contains(reservation.id()));
        }
        return found[0];
    }

    /** @param changed true where the book on disk does not say all this */
    private record Opened(Book book, boolean changed) {}

    /**
     * Under the claim: the book with every line, and with lines for the calls of processes that are gone. What others have
     * written is made durable before the book says that it is counted.
     */
    private Opened open(Claim claim) throws IOException {
        BookFile.Opened opened = file.open(today());
        Book book = opened.book();
        for (LocalDate day : opened.days()) {
            files.day(day).settle();
        }
        count(opened.fresh());
        List<Reservation> lost = book.open().values().stream()
                .filter(one -> one.holder().gone(vault.world().processes())
                        || one.until().isBefore(now()))
                .toList();
        if (!lost.isEmpty()) {
            StringBuilder lines = new StringBuilder();
            lost.forEach(one -> lines.append(one.lost(now(), "lost", 0).text()).append('\n'));
            claim.confirm();
            files.day(book.day()).append(lines.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            count(file.readOn(book));
        }
        return new Opened(book, !opened.fresh().isEmpty() || !lost.isEmpty());
    }

    /** Adds lines to their matters' own, durably, before the book says that they are counted. */
    private void count(List<UsageLine> fresh) throws IOException {
        Map<String, MatterUsage> matters = new HashMap<>();
        for (UsageLine line : fresh) {
            Optional<String> matter = line.payer().matter();
            if (matter.isPresent()) {
                MatterUsage usage = matters.get(matter.get());
                if (usage == null) {
                    usage = MatterUsage.read(files.matter(matter.get()));
                    matters.put(matter.get(), usage);
                }
                usage.add(line);
            }
        }
        for (MatterUsage usage : matters.values()) {
            usage.settle();
        }
    }

    private Claim claim() throws IOException {
        return turns.await()
                .orElseThrow(() -> new ProblemException(new Problem(
                        BudgetCode.BUSY,
                        BudgetCode.BUSY.meaning(),
                        ".agent/usage",
                        "another process has held it for " + PATIENCE.toSeconds() + " seconds",
                        BudgetCode.BUSY.remedy())));
    }
}
