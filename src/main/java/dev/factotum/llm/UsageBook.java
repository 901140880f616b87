package dev.factotum.llm;

import dev.factotum.config.Settings;
import dev.factotum.config.Settings.Amount;
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
import java.util.Comparator;
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

    /** No call takes longer, all deadlines of providers together. */
    private static final Duration LONGEST_CALL = Duration.ofMinutes(30);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);
    private static final Duration LONGEST_TURN = Duration.ofMinutes(2);

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
            Instant now = now();
            Optional<Price> price = new Prices(present.spend().prices()).of(wish.model(), book.day(), wish.free());
            Optional<Place> none = refusal(present, wish, book, price);
            Place place = none.isPresent() ? none.get() : choose(present, wish, book, now, price);
            if (opened.changed() || place instanceof Place.Taken) {
                claim.confirm();
                file.save(book);
            }
            return place;
        }
    }

    private Optional<Place> refusal(Settings present, Wish wish, Book book, Optional<Price> price) throws IOException {
        Prompt.Payer payer = wish.payer();
        Budgets budgets = new Budgets(new Exchange(present.spend().exchange()));
        Optional<Amount> most = price.map(
                row -> Prices.most(row, wish.estimate().input(), wish.estimate().output()));
        Optional<Problem> dear = budgets.tooDear(Bounds.ofCall(present, payer), wish.estimate(), most);
        if (dear.isPresent()) {
            return dear.map(Place.Refused::new);
        }
        List<Bound> bounds = Bounds.of(present, book, payer, matter(payer));
        Optional<Problem> refused = budgets.refusal(bounds, most);
        if (refused.isEmpty()) {
            return Optional.empty();
        }
        boolean anyway = budgets.refusal(bounds.stream().map(Bound::withoutSet).toList(), most)
                .isPresent();
        return Optional.of(anyway ? new Place.Refused(refused.get()) : new Place.Later(LOOK_AGAIN, refused));
    }

    private Usage matter(Prompt.Payer payer) throws IOException {
        return payer.matter().isEmpty()
                ? Usage.NONE
                : MatterUsage.read(files.matter(payer.matter().get())).usage();
    }

    private Place choose(Settings present, Wish wish, Book book, Instant now, Optional<Price> price) {
        Pace pace = present.spend().paceOf(wish.model().provider());
        long tokens = wish.estimate().input() + wish.estimate().output();
        List<Endpoint> ready = new ArrayList<>();
        Optional<ModelFault> closed = Optional.empty();
        for (Endpoint one : wish.endpoints()) {
            Optional<ModelFault> fault = wish.purpose() == Purpose.PROBE
                    ? Optional.empty()
                    : book.endpoint(one.name()).closed(now, one.mark());
            if (fault.isPresent()) {
                closed = closed.or(() -> fault);
            } else {
                ready.add(one);
            }
        }
        if (ready.isEmpty()) {
            return new Place.Closed(closed.orElseThrow());
        }
        Endpoint best = ready.stream()
                .min(Comparator.comparingInt(
                                (Endpoint one) -> book.endpoint(one.name()).lately(now))
                        .thenComparingLong(one -> underWay(book, one))
                        .thenComparing(one -> book.endpoint(one.name()).nextCall()))
                .orElseThrow();
        Duration wait = book.endpoint(best.name()).delay(now, pace, tokens);
        if (underWay(book, best) >= pace.atOnce()) {
            return new Place.Later(LOOK_AGAIN, Optional.empty());
        }
        if (wait.compareTo(LONGEST_TURN) > 0) {
            return new Place.Later(wait, Optional.empty());
        }
        Reservation taken = wish.reservation(
                vault.world().ids().ulid(),
                Holder.of(vault.world().processes()),
                now,
                now.plus(wait).plus(LONGEST_CALL),
                best,
                price);
        book.open().put(taken.id(), taken);
        book.put(best.name(), book.endpoint(best.name()).taken(now, pace, tokens));
        return new Place.Taken(taken, best, wait);
    }

    private static long underWay(Book book, Endpoint endpoint) {
        return book.open().values().stream()
                .filter(one -> one.endpoint().equals(endpoint.name()))
                .count();
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

    /** Writes down how a call ended. Answers which budgets are nearly used up because of it. */
    List<Problem> settle(Reservation reservation, Endpoint endpoint, Reply reply, long ms) throws IOException {
        Optional<Price> price =
                new Prices(settings.get().spend().prices()).of(reservation.model(), today(), endpoint.free());
        TokenUse use = reply.use();
        UsageLine line = new UsageLine(
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
                outcome(reply),
                reservation.attempt(),
                reply.requestId());
        return settle(reservation, line, Optional.of(reply), endpoint.mark());
    }

    /** Of a call of which nobody heard how it ended: it counts with all that was set aside. */
    List<Problem> settleUnheard(Reservation reservation, String outcome, long ms) throws IOException {
        return settle(reservation, reservation.lost(now(), outcome, ms), Optional.empty(), "");
    }

    private synchronized List<Problem> settle(
            Reservation reservation, UsageLine line, Optional<Reply> reply, String mark) throws IOException {
        try (Claim claim = claim()) {
            Settings present = settings.get();
            Book book = open(claim).book();
            if (book.open().containsKey(reservation.id()) || !written(reservation, book)) {
                claim.confirm();
                files.day(book.day()).append(UsageFiles.bytes(line.text()));
                count(file.readOn(book));
            }
            Pace pace = present.spend().paceOf(reservation.model().provider());
            EndpointState state = book.endpoint(reservation.endpoint())
                    .used(pace, reservation.input() + reservation.output(), line.tokens());
            book.put(reservation.endpoint(), reply.isEmpty() ? state : state.after(reply.get(), now(), mark));
            List<Bound> bounds = Bounds.of(present, book, reservation.payer(), matter(reservation.payer()));
            Budgets budgets = new Budgets(new Exchange(present.spend().exchange()));
            List<Problem> warnings = new ArrayList<>(budgets.warnings(bounds, book));
            budgets.unpriced(bounds, book, line).ifPresent(warnings::add);
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

    private static String outcome(Reply reply) {
        return switch (reply) {
            case Reply.Answer answer -> UsageLine.OK;
            case Reply.Failure failure ->
                switch (failure.fault()) {
                    case ModelFault.Transient fault -> "transient";
                    case ModelFault.RateLimited fault -> UsageLine.RATE_LIMITED;
                    case ModelFault.Billing fault -> "billing";
                    case ModelFault.Auth fault -> "auth";
                    case ModelFault.Permission fault -> "permission";
                    case ModelFault.Invalid fault -> "invalid";
                    case ModelFault.TooLong fault -> "too_long";
                    case ModelFault.Refused fault -> "refused";
                    case ModelFault.Unusable fault -> "unusable";
                };
        };
    }
}
