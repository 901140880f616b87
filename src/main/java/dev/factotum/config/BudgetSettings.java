package dev.factotum.config;

import dev.factotum.config.Settings.Amount;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What models may use. Each list holds limits of different units; all of them hold.
 *
 * @param call what one call may use
 * @param matter what one matter may use in its life
 * @param agent what any one agent may use in a day
 * @param client what any one client may use in a day
 */
public record BudgetSettings(
        List<Limit> call,
        List<Limit> matter,
        List<Limit> agent,
        List<Limit> client,
        List<Limit> day,
        List<Limit> month) {
    /** No bound. */
    public static final BudgetSettings NONE =
            new BudgetSettings(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    /** Nothing at all, for where it cannot be read what is allowed. */
    public static final BudgetSettings NOTHING = new BudgetSettings(
            List.of(), List.of(), List.of(), List.of(), List.of(new Limit.Calls(0)), List.of(new Limit.Calls(0)));

    public BudgetSettings {
        call = List.copyOf(call);
        matter = List.copyOf(matter);
        agent = List.copyOf(agent);
        client = List.copyOf(client);
        day = List.copyOf(day);
        month = List.copyOf(month);
    }

    /** One bound. */
    public sealed interface Limit {
        record Calls(long most) implements Limit {
            @Override
            public String toString() {
                return most + " calls";
            }
        }

        record Tokens(long most) implements Limit {
            @Override
            public String toString() {
                return most + " tokens";
            }
        }

        record Cost(Amount most) implements Limit {
            @Override
            public String toString() {
                return most.value().toPlainString() + " " + most.currency();
            }
        }

        /** The limit that a text such as {@code 200 calls} or {@code 2 USD} names, or empty where it names none. */
        static Optional<Limit> parse(String text) {
            if (!Kind.LIMIT.takes(text)) {
                return Optional.empty();
            }
            int space = text.indexOf(' ');
            BigDecimal most = new BigDecimal(text.substring(0, space));
            String unit = text.substring(space + 1);
            return Optional.of(
                    switch (unit) {
                        case "calls" -> new Calls(most.longValue());
                        case "tokens" -> new Tokens(most.longValue());
                        default -> new Cost(new Amount(most, unit));
                    });
        }
    }
}
