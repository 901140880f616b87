package dev.factotum.llm;

import dev.factotum.config.Settings;
import dev.factotum.config.Settings.Amount;
import dev.factotum.config.SpendSettings.Pace;
import dev.factotum.config.SpendSettings.Price;
import dev.factotum.problem.Problem;
import dev.factotum.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Whether one call may be made, and where: first its budgets are asked, then the endpoints of its model. What is let
 * through stands in the book from then on.
 *
 * @param matter what its matter used so far
 */
record Admission(World world, Settings settings, Book book, Wish wish, Usage matter) {
    /** No call takes longer, all deadlines of providers together. */
    private static final Duration LONGEST_CALL = Duration.ofMinutes(30);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);
    private static final Duration LONGEST_TURN = Duration.ofMinutes(2);

    Place place() {
        Optional<Price> price = new Prices(settings.spend().prices()).of(wish.model(), book.day(), wish.free());
        return refusal(price).orElseGet(() -> choose(price));
    }

    /** What is under way may leave room yet: only what is over refuses at once. */
    private Optional<Place> refusal(Optional<Price> price) {
        Budgets budgets = new Budgets(new Exchange(settings.spend().exchange()));
        Optional<Amount> most = price.map(
                row -> Prices.most(row, wish.estimate().input(), wish.estimate().output()));
        Optional<Problem> dear = budgets.tooDear(Bounds.ofCall(settings, wish.payer()), wish.estimate(), most);
        if (dear.isPresent()) {
            return dear.map(Place.Refused::new);
        }
        List<Bound> bounds = Bounds.of(settings, book, wish.payer(), matter);
        Optional<Problem> refused = budgets.refusal(bounds, most);
        if (refused.isEmpty()) {
            return Optional.empty();
        }
        List<Bound> over = bounds.stream().map(Bound::withoutSet).toList();
        return Optional.of(
                budgets.refusal(over, most).isPresent()
                        ? new Place.Refused(refused.get())
                        : new Place.Later(LOOK_AGAIN, refused));
    }

    private Place choose(Optional<Price> price) {
        Instant now = world.clock().instant();
        List<Endpoint> ready = new ArrayList<>();
        Optional<ModelFault> closed = Optional.empty();
        for (Endpoint one : wish.endpoints()) {
            Optional<ModelFault> fault = wish.purpose() == Purpose.PROBE
                    ? Optional.empty()
                    : state(one).closed(now, one.mark());
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
                .min(Comparator.comparingInt((Endpoint one) -> state(one).lately(now))
                        .thenComparingLong(this::underWay)
                        .thenComparing(one -> state(one).nextCall()))
                .orElseThrow();
        return at(best, now, price);
    }

    private Place at(Endpoint best, Instant now, Optional<Price> price) {
        Pace pace = settings.spend().paceOf(wish.model().provider());
        long tokens = wish.estimate().input() + wish.estimate().output();
        Duration delay = state(best).delay(now, pace, tokens);
        if (underWay(best) >= pace.atOnce()) {
            return new Place.Later(LOOK_AGAIN, Optional.empty());
        }
        if (delay.compareTo(LONGEST_TURN) > 0) {
            return new Place.Later(delay, Optional.empty());
        }
        Reservation taken = wish.reservation(
                world.ids().ulid(),
                Holder.of(world.processes()),
                now,
                now.plus(delay).plus(LONGEST_CALL),
                best,
                price);
        book.open().put(taken.id(), taken);
        book.put(best.name(), state(best).taken(now, pace, tokens));
        return new Place.Taken(taken, best, delay);
    }

    private EndpointState state(Endpoint endpoint) {
        return book.endpoint(endpoint.name());
    }

    private long underWay(Endpoint endpoint) {
        return book.open().values().stream()
                .filter(one -> one.endpoint().equals(endpoint.name()))
                .count();
    }
}
