package dev.factotum.config;

import dev.factotum.config.BudgetSettings.Limit;
import dev.factotum.config.SpendSettings.Pace;
import dev.factotum.config.SpendSettings.Price;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Types budgets, prices and paces once they are checked. */
final class SpendReader {
    private SpendReader() {}

    /** @param values of agent.yaml */
    static SpendSettings read(Node.Tree values) {
        Node.Tree models = tree(values, "models");
        Map<String, BigDecimal> exchange = new LinkedHashMap<>();
        tree(models, "exchange").entries().forEach((currency, worth) -> {
            if (!worth.blank()) {
                exchange.put(currency.toUpperCase(Locale.ROOT), new BigDecimal(worth.shown()));
            }
        });
        Map<String, Pace> pace = new LinkedHashMap<>();
        tree(models, "pace").entries().forEach((provider, node) -> {
            if (node instanceof Node.Tree one) {
                pace.put(provider, pace(one));
            }
        });
        return new SpendSettings(
                budget(values),
                SettingsReader.list(models, "prices").stream()
                        .map(node -> price((Node.Tree) node))
                        .toList(),
                exchange,
                pace);
    }

    /** The key {@code budget} of a file. */
    static BudgetSettings budget(Node.Tree values) {
        Map<String, List<Limit>> limits = new LinkedHashMap<>();
        Map<String, String> lastOf = new LinkedHashMap<>();
        String last = "";
        for (Map.Entry<String, Node> entry : tree(values, "budget").entries().entrySet()) {
            Optional<Limit> bare = Limit.parse(entry.getKey());
            String source = entry.getValue().origin().source();
            if (bare.isPresent()) {
                limits.computeIfAbsent(lastOf.getOrDefault(source, last), key -> new ArrayList<>())
                        .add(bare.get());
                continue;
            }
            last = entry.getKey();
            lastOf.put(source, last);
            for (Node member : entry.getValue().members()) {
                Limit.parse(member.shown())
                        .ifPresent(limit -> limits.computeIfAbsent(entry.getKey(), key -> new ArrayList<>())
                                .add(limit));
            }
        }
        return new BudgetSettings(
                of(limits, "call"),
                of(limits, "matter"),
                of(limits, "agent"),
                of(limits, "client"),
                of(limits, "day"),
                of(limits, "month"));
    }

    private static List<Limit> of(Map<String, List<Limit>> limits, String key) {
        return limits.getOrDefault(key, List.of());
    }

    private static Price price(Node.Tree price) {
        return new Price(
                text(price, "model"),
                new BigDecimal(text(price, "input")),
                SettingsReader.maybe(price, "cached").map(BigDecimal::new),
                SettingsReader.maybe(price, "written").map(BigDecimal::new),
                new BigDecimal(text(price, "output")),
                text(price, "currency").toUpperCase(Locale.ROOT),
                LocalDate.parse(text(price, "from")));
    }

    private static Pace pace(Node.Tree pace) {
        return new Pace(
                SettingsReader.maybe(pace, "calls_a_second")
                        .map(BigDecimal::new)
                        .orElse(Pace.USUAL.callsASecond()),
                SettingsReader.maybe(pace, "tokens_a_minute").map(Long::valueOf),
                SettingsReader.maybe(pace, "at_once").map(Integer::valueOf).orElse(Pace.USUAL.atOnce()));
    }

    private static String text(Node.Tree tree, String key) {
        return SettingsReader.maybe(tree, key)
                .orElseThrow(() -> new IllegalStateException("no checked value for " + key));
    }

    private static Node.Tree tree(Node.Tree tree, String key) {
        return tree.get(key) instanceof Node.Tree found ? found : new Node.Tree(Map.of(), tree.origin());
    }
}
