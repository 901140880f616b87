package dev.factotum.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.crew.Simulation.Match;
import dev.factotum.crew.Simulation.Replay;
import dev.factotum.llm.Usage;
import dev.factotum.markdown.Escape;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How plans made once more compare with those of their time. */
final class SimulationText {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final int MOST_DIFFERENCE = 400;

    private final Out out;

    SimulationText(Out out) {
        this.out = out;
    }

    /**
     * What it came to.
     *
     * @param before what models used in the month, before it
     * @param after the same afterwards
     * @param stopped true where it was ended before all was planned
     */
    record Summary(List<Replay> replays, Usage before, Usage after, Instant from, boolean stopped) {
        Summary {
            replays = List.copyOf(replays);
        }

        long count(Match match) {
            return replays.stream().filter(one -> one.match() == match).count();
        }

        long edited() {
            return replays.stream().filter(Replay::edited).count();
        }

        long anticipated() {
            return replays.stream().filter(Replay::anticipated).count();
        }

        /** A month that began meanwhile has nothing before it. */
        private Usage base() {
            return after.calls() < before.calls() ? Usage.NONE : before;
        }

        long calls() {
            return after.calls() - base().calls();
        }

        long tokens() {
            return after.tokens() - base().tokens();
        }

        long unpriced() {
            return after.unpriced() - base().unpriced();
        }

        Map<String, BigDecimal> cost() {
            Map<String, BigDecimal> cost = new TreeMap<>();
            after.money().forEach((currency, value) -> {
                BigDecimal more = value.subtract(base().in(currency));
                if (more.signum() != 0) {
                    cost.put(currency, more);
                }
            });
            return cost;
        }

        Duration took() {
            return replays.stream().map(Replay::took).reduce(Duration.ZERO, Duration::plus);
        }
    }

    private static String word(Match match) {
        return switch (match) {
            case SAME -> "same";
            case DIFFERENT -> "different";
            case ASKS -> "asks";
            case NO_ANSWER -> "no answer";
        };
    }

    void line(Replay replay) {
        String edited = !replay.edited()
                ? ""
                : replay.anticipated() ? ", as the person had changed it" : ", which a person had changed";
        out.print("  " + (word(replay.match()) + "          ").substring(0, 11)
                + Style.BOLD.of(clean(replay.title())) + "  "
                + Style.DIM.of("planned by " + clean(replay.then()) + edited + ", " + seconds(replay.took())));
        replay.differences().forEach(difference -> out.print("             " + clean(difference)));
    }

    void print(Summary summary, ZoneId zone) {
        String since = DAY.format(summary.from().atZone(zone));
        int count = summary.replays().size();
        if (count > 0) {
            out.print("");
        }
        if (summary.stopped()) {
            out.print("Stopped before the end; this is what was done so far.");
        }
        if (count == 0) {
            out.print("Nothing that was planned, approved and laid to rest since " + since + ".");
            return;
        }
        out.print((count == 1 ? "1 matter" : count + " matters") + " planned once more, since " + since + ": "
                + summary.count(Match.SAME) + " the same, " + summary.count(Match.DIFFERENT) + " different, "
                + summary.count(Match.ASKS) + " with a question, " + summary.count(Match.NO_ANSWER)
                + " without an answer.");
        if (summary.edited() > 0) {
            out.print("People had changed " + summary.edited() + " of the first plans; " + summary.anticipated()
                    + " came out as they made them.");
        }
        String unpriced = summary.unpriced() == 0 ? "" : ", " + summary.unpriced() + " calls without a known price";
        out.print(String.format(
                Locale.ROOT,
                "Cost: %s for %,d calls and %,d tokens%s. This month: %s before, %s after.",
                money(summary.cost()),
                summary.calls(),
                summary.tokens(),
                unpriced,
                money(summary.before().money()),
                money(summary.after().money())));
        out.print("Time: " + seconds(summary.took()) + ", "
                + seconds(summary.took().dividedBy(count)) + " a matter.");
    }

    static ObjectNode json(Out out, Summary summary) {
        ObjectNode object = out.object("simulation")
                .put("since", summary.from().toString())
                .put("stopped", summary.stopped())
                .put("matters", summary.replays().size())
                .put("same", summary.count(Match.SAME))
                .put("different", summary.count(Match.DIFFERENT))
                .put("asks", summary.count(Match.ASKS))
                .put("no_answer", summary.count(Match.NO_ANSWER))
                .put("edited", summary.edited())
                .put("anticipated", summary.anticipated())
                .put("ms", summary.took().toMillis());
        ObjectNode cost = object.putObject("cost")
                .put("calls", summary.calls())
                .put("tokens", summary.tokens())
                .put("unpriced", summary.unpriced());
        put(cost.putObject("money"), summary.cost());
        put(cost.putObject("before"), summary.before().money());
        put(cost.putObject("after"), summary.after().money());
        ArrayNode list = object.putArray("replays");
        for (Replay replay : summary.replays()) {
            ObjectNode one = list.addObject()
                    .put("id", replay.id().value())
                    .put("title", replay.title())
                    .put("planned_by", replay.then())
                    .put("match", word(replay.match()).replace(' ', '_'))
                    .put("edited", replay.edited())
                    .put("anticipated", replay.anticipated())
                    .put("ms", replay.took().toMillis());
            replay.differences().forEach(one.putArray("differences")::add);
        }
        return object;
    }

    private static void put(ObjectNode into, Map<String, BigDecimal> money) {
        money.forEach(into::put);
    }

    private static String money(Map<String, BigDecimal> money) {
        return money.isEmpty() ? "nothing" : CostsText.money(money);
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }

    private static String clean(String text) {
        String line = Escape.terminal(text).replace('\n', ' ');
        return line.length() > MOST_DIFFERENCE ? line.substring(0, MOST_DIFFERENCE) + "…" : line;
    }
}
