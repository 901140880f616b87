package dev.factotum.config;

import static dev.factotum.config.KeyTables.closed;
import static dev.factotum.config.KeyTables.fallback;
import static dev.factotum.config.KeyTables.key;
import static dev.factotum.config.KeyTables.required;

import dev.factotum.config.Shape.Decimal;
import dev.factotum.config.Shape.Keys;
import dev.factotum.config.Shape.ListOf;
import dev.factotum.config.Shape.Scalar;
import dev.factotum.config.Shape.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The keys of what models cost, may cost, and how fast they are asked. */
final class SpendKeys {
    static final Shape WORTH = new Decimal("0", "1000000");

    private static final Shape LIMITS = new ListOf(new Scalar(Kind.LIMIT));

    private SpendKeys() {}

    /** Of the whole vault. */
    static Shape budget() {
        return budget(
                key("agent", LIMITS, "What any one agent may use in a day"),
                key("client", LIMITS, "What any one client may use in a day"));
    }

    /** Of one agent or client. */
    static Shape ownBudget() {
        return budget(new Shape.Key[0]);
    }

    private static Shape budget(Shape.Key... more) {
        List<Shape.Key> keys = new ArrayList<>(List.of(
                key("call", LIMITS, "What one model call may use"),
                key("matter", LIMITS, "What one matter may use"),
                key("day", LIMITS, "What a day may use"),
                key("month", LIMITS, "What a month may use")));
        keys.addAll(List.of(more));
        return new Keys(keys, false, Optional.of(Kind.LIMIT));
    }

    static Shape price() {
        return closed(
                required("model", new Scalar(Kind.TEXT), "provider/model, either with * in it"),
                required("input", WORTH, "A million tokens that go in"),
                key("cached", WORTH, "A million tokens read from the provider's cache; as input if left out"),
                key("written", WORTH, "A million tokens written into the provider's cache; as input if left out"),
                required("output", WORTH, "A million tokens that come out"),
                fallback("currency", new Scalar(Kind.CURRENCY), "USD", "The currency of these prices"),
                fallback("from", new Scalar(Kind.DAY), "2000-01-01", "The first day they hold"));
    }

    static Shape pace() {
        return closed(
                fallback("calls_a_second", new Decimal("0.01", "1000"), "4", "Calls a second"),
                key("tokens_a_minute", new Whole(1, 999_999_999), "Tokens a minute, both ways; no bound if left out"),
                fallback("at_once", new Whole(1, 256), "8", "Calls under way at one time, over all processes"));
    }
}
