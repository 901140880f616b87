package dev.factotum.channel.x;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factotum.channel.port.Api;
import dev.factotum.channel.port.ApiCall;
import dev.factotum.channel.port.ApiReply;
import dev.factotum.config.Settings.AccountSettings;
import dev.factotum.http.HttpReply.Answered;
import dev.factotum.tool.ToolError;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * How much may be read on X today: {@code accounts.NAME.reads_per_day}, or the day's share of what X leaves the app in this
 * month, whichever is less. Posts and the people who come along count alike. Thread-safe.
 */
final class Allowance {
    private static final long USUAL = 500;
    private static final long MOST = 1_000_000;
    private static final Duration FRESH = Duration.ofHours(6);

    private final Book book;
    private final AccountSettings account;
    private final Optional<Api> app;

    /** @param app X with the login of the app, which alone is told its usage; empty where none is set */
    Allowance(Book book, AccountSettings account, Optional<Api> app) {
        this.book = book;
        this.account = account;
        this.app = app;
    }

    /** @param why what sets the bound, as people read it */
    record Today(long allowed, long used, String why) {
        long left() {
            return Math.max(0, allowed - used);
        }
    }

    /** As it is known by now. */
    Today today() throws IOException {
        BookState state = book.state();
        long own = own();
        long used = state.readOn(book.today());
        Optional<Long> share = state.usage().map(this::share);
        return share.isPresent() && share.get() < own
                ? new Today(share.get(), used, "X's own count of the month")
                : new Today(own, used, "accounts." + account.name() + ".reads_per_day");
    }

    /** Empty where more may be read; else why not. */
    Optional<ToolError> usedUp() throws InterruptedException {
        refresh();
        try {
            Today today = today();
            return today.left() > 0
                    ? Optional.empty()
                    : Optional.of(new ToolError.RateLimited(
                            "the " + today.allowed() + " reads of today on X are used up (" + today.why() + ")",
                            midnight()));
        } catch (IOException unread) {
            return Optional.of(new ToolError.Transient("what was read on X today could not be looked up"));
        }
    }

    /** How long to wait between two looks, so that what is left lasts until midnight by UTC; never less than usual. */
    Duration pace(Duration usual) {
        try {
            long left = today().left();
            Duration rest = Duration.between(book.now(), midnight());
            Duration even = left == 0 ? rest : rest.dividedBy(left);
            return even.compareTo(usual) > 0 ? even : usual;
        } catch (IOException unread) {
            return usual;
        }
    }

    /** {@code read 12 of 500 today, for 0.012 to 0.120 USD}. */
    String words() {
        try {
            Today today = today();
            BigDecimal used = BigDecimal.valueOf(today.used());
            return "read " + today.used() + " of " + today.allowed() + " today (" + today.why() + "), for "
                    + used.multiply(XPrices.OWN_READ).toPlainString() + " to "
                    + used.multiply(XPrices.USER).toPlainString() + " USD";
        } catch (IOException unread) {
            return "what was read today could not be looked up";
        }
    }

    private long own() {
        String text = account.rest().getOrDefault("reads_per_day", "").strip();
        return text.matches("[0-9]{1,7}") ? Math.min(MOST, Long.parseLong(text)) : USUAL;
    }

    /** What is left of the month, spread over its days. */
    private long share(BookState.Usage usage) {
        long left = Math.max(0, usage.cap() - usage.used());
        LocalDate today = book.today();
        LocalDate next = on(YearMonth.from(today), usage.resets());
        next = next.isAfter(today) ? next : on(YearMonth.from(today).plusMonths(1), usage.resets());
        return left / Math.max(1, ChronoUnit.DAYS.between(today, next));
    }

    private static LocalDate on(YearMonth month, int day) {
        return month.atDay(Math.clamp(day, 1, month.lengthOfMonth()));
    }

    private Instant midnight() {
        return book.today().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** Where X does not answer, what it said before goes on to count. */
    private void refresh() throws InterruptedException {
        if (app.isEmpty()) {
            return;
        }
        try {
            Instant now = book.now();
            boolean known = book.state()
                    .usage()
                    .map(usage ->
                            usage.at().plus(FRESH).isAfter(now) && !usage.at().isAfter(now))
                    .orElse(false);
            if (known) {
                return;
            }
            ApiReply reply = app.get()
                    .send(ApiCall.get("/2/usage/tweets")
                            .with("days", "31")
                            .with("usage.fields", "cap_reset_day,daily_project_usage,project_cap,project_usage")
                            .counted("usage"));
            if (reply instanceof ApiReply.Good(Answered _, JsonNode json)) {
                Optional<BookState.Usage> told = usage(json.path("data"), now);
                if (told.isPresent()) {
                    book.change(state -> state.with(told.get()));
                }
            }
        } catch (IOException unkept) {
            return;
        }
    }

    /** Of both shapes that are seen: counts as texts or numbers, days in an object or as a list. */
    static Optional<BookState.Usage> usage(JsonNode data, Instant at) {
        long cap = data.path("project_cap").asLong(-1);
        if (cap < 0) {
            return Optional.empty();
        }
        long used = data.path("project_usage").asLong(-1);
        if (used < 0) {
            JsonNode days = data.path("daily_project_usage");
            used = 0;
            for (JsonNode day : days.isArray() ? days : days.path("usage")) {
                if (day.path("usage").isArray()) {
                    for (JsonNode one : day.path("usage")) {
                        used += one.path("tweets_consumed").asLong();
                    }
                } else {
                    used += day.path("usage").asLong();
                }
            }
        }
        return Optional.of(
                new BookState.Usage(cap, used, (int) data.path("cap_reset_day").asLong(1), at));
    }
}
