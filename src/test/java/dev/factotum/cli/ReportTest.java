package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.factotum.cli.AgentRun.Ended;
import dev.factotum.job.Campaign;
import dev.factotum.vault.Vault;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Path ROOT = Path.of("/vault");
    private static final ObjectMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final TestWorld world;

    ReportTest() throws IOException {
        world = TestWorld.seeded(1);
        Vault.create(world.world(), ROOT);
        world.disk().person().write(ROOT.resolve("agent.yaml"), "timezone: Europe/Amsterdam\n");
    }

    private Ended run(String... arguments) {
        return AgentRun.in(ROOT).world(world.world()).run(arguments);
    }

    private JsonNode json(String... arguments) throws IOException {
        Ended ended = run(arguments);
        assertEquals(0, ended.exit(), ended.err());
        return EXACT.readTree(ended.out());
    }

    private static String line(String agent, String client, String model, String purpose, String cost, String outcome) {
        return """
                {"t":"2026-11-20T08:00:00Z","agent":"%s","client":"%s","matter":"","purpose":"%s","provider":"openai",\
                "model":"%s","in":1000,"out":100,"cached":0,%s"ms":250,"outcome":"%s","attempt":1,"id":"%s"}
                """.formatted(agent, client, purpose, model, cost, outcome, System.nanoTime());
    }

    private static String usd(String cost) {
        return "\"cost\":" + cost + ",\"currency\":\"USD\",";
    }

    private void write(String day, String... lines) {
        world.disk().person().write(ROOT.resolve(".agent/usage/" + day + ".ndjson"), String.join("", lines));
    }

    @Test
    void theReportSaysWhatModelsCostAndWhoAskedThem() {
        write("2026-10-31", line("x", "", "gpt-5-mini", "plan", usd("100"), "ok"));
        write("2026-11-15", line("x", "", "gpt-5-mini", "plan", usd("1.50"), "ok"));
        write(
                "2026-11-16",
                line("x", "Acme BV", "gpt-5-mini", "write", usd("0.25"), "ok"),
                line("x", "Acme BV", "gpt-5-mini", "write", usd("0"), "rate_limited"));
        write(
                "2026-11-20",
                line("office", "Acme BV", "gpt-5-nano", "read", usd("0.004"), "ok"),
                line("office", "", "unheard-of", "read", "", "ok"));

        assertEquals("""
                What models cost, Friday 20 November 2026

                  today       2 calls  2,200 tokens  0.0040 USD + 1 of unknown price
                  this week   4 calls  4,400 tokens  0.25 USD + 1 of unknown price
                  this month  5 calls  5,500 tokens  1.75 USD + 1 of unknown price
                About 2.72 USD by the end of the month, if it goes on like this.

                This month by agent
                  office  2 calls  2,200 tokens  0.0040 USD + 1 of unknown price
                  x       3 calls  3,300 tokens  1.75 USD

                This month by client
                  none     2 calls  2,200 tokens  1.50 USD + 1 of unknown price
                  Acme BV  3 calls  3,300 tokens  0.25 USD

                This month by model
                  openai/gpt-5-mini  3 calls  3,300 tokens  1.75 USD
                  openai/gpt-5-nano  1 call   1,100 tokens  0.0040 USD
                  openai/unheard-of  1 call   1,100 tokens  0.00 USD + 1 of unknown price

                This month by purpose
                  plan   1 call   1,100 tokens  1.50 USD
                  read   2 calls  2,200 tokens  0.0040 USD + 1 of unknown price
                  write  2 calls  2,200 tokens  0.25 USD

                Rate limits this month: openai 1 ×
                The price is unknown of openai/unheard-of: counted as calls and tokens only. models.prices in agent.yaml can name it.
                """, run("report", "--costs").out());
    }

    @Test
    void aPriceThatWasUnknownAndIsSetMeanwhileIsNoLongerComplainedOf() {
        write("2026-11-20", line("x", "", "unheard-of", "plan", "", "ok"));
        assertTrue(run("report", "--costs").out().contains("The price is unknown of openai/unheard-of"));
        world.disk()
                .person()
                .write(
                        ROOT.resolve("agent.yaml"),
                        "timezone: Europe/Amsterdam\nmodels:\n  prices:\n"
                                + "    - { model: openai/unheard-of, input: 1, output: 2 }\n");
        Ended set = run("report", "--costs");
        assertEquals(0, set.exit(), set.err());
        assertFalse(set.out().contains("The price is unknown"), set.out());
    }

    @Test
    void whatIsReportedIsTheSumOfTheLinesToTheLastDigit() throws IOException {
        Random chance = Campaign.chance("report");
        LocalDate today = LocalDate.of(2026, 11, 20);
        Map<String, BigDecimal> sums = new TreeMap<>();
        Map<String, Integer> calls = new HashMap<>();
        for (LocalDate day = LocalDate.of(2026, 10, 25); !day.isAfter(today); day = day.plusDays(1)) {
            StringBuilder lines = new StringBuilder();
            for (int i = chance.nextInt(40); i > 0; i--) {
                String agent = List.of("x", "office", "").get(chance.nextInt(3));
                String model = List.of("a", "b/c").get(chance.nextInt(2));
                String currency = List.of("USD", "EUR").get(chance.nextInt(2));
                BigDecimal cost = new BigDecimal(new java.math.BigInteger(30, chance), 2 + chance.nextInt(9));
                lines.append(line(
                        agent,
                        "",
                        model,
                        "read",
                        "\"cost\":" + cost.toPlainString() + ",\"currency\":\"" + currency + "\",",
                        "ok"));
                for (String span : spans(day, today)) {
                    sums.merge(span + " " + currency, cost, BigDecimal::add);
                    sums.merge(span + " " + currency + " agent " + agent, cost, BigDecimal::add);
                    sums.merge(span + " " + currency + " model openai/" + model, cost, BigDecimal::add);
                    calls.merge(span, 1, Integer::sum);
                }
            }
            write(day.toString(), lines.toString());
        }

        JsonNode report = json("report", "--costs", "--json");

        assertEquals("costs", report.path("kind").asText());
        assertEquals(1, report.path("v").asInt());
        Map<String, BigDecimal> reported = new TreeMap<>();
        for (String span : List.of("today", "week", "month")) {
            collect(reported, span, "", report.path(span));
            assertEquals(
                    calls.getOrDefault(span, 0), report.path(span).path("calls").asInt());
            for (String by : List.of("agent", "model")) {
                for (JsonNode one : report.path("by").path(by)) {
                    collect(reported, span, " " + by + " " + one.path("name").asText(), one.path(span));
                }
            }
        }
        sums.replaceAll((name, value) -> value.stripTrailingZeros());
        sums.values().removeIf(value -> value.signum() == 0);
        reported.replaceAll((name, value) -> value.stripTrailingZeros());
        reported.values().removeIf(value -> value.signum() == 0);
        assertEquals(sums, reported);
        JsonNode spend = json("status", "--json").path("spend");
        assertEquals(
                0,
                sums.getOrDefault("month USD", BigDecimal.ZERO)
                        .compareTo(spend.path("month").decimalValue()));
        assertEquals(
                0,
                sums.getOrDefault("today EUR", BigDecimal.ZERO)
                        .compareTo(spend.path("others").path(0).path("today").decimalValue()));
    }

    private static List<String> spans(LocalDate day, LocalDate today) {
        List<String> spans = new java.util.ArrayList<>();
        if (day.equals(today)) {
            spans.add("today");
        }
        if (!day.isBefore(today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)))) {
            spans.add("week");
        }
        if (day.getMonth() == today.getMonth()) {
            spans.add("month");
        }
        return spans;
    }

    private static void collect(Map<String, BigDecimal> into, String span, String group, JsonNode tally) {
        tally.path("cost")
                .properties()
                .forEach(sum -> into.put(
                        span + " " + sum.getKey() + group, sum.getValue().decimalValue()));
    }

    @Test
    void aHundredAgentsAreReckonedAsInThePlan() throws IOException {
        assertEquals(
                """
                100 agents, 2.5 calls each in a cycle of 5 min:

                  a cycle        250 calls
                  an hour      3,000 calls
                  a day       72,000 calls
                  a month  2,160,000 calls

                108,000,000 tokens in and 216,000,000 out in a month of 30 days.
                The calls of a cycle take 1 min at 4 a second.

                  openai/gpt-5-nano  91.80 USD a month
                """,
                run("report", "--costs", "--what-if", "agents=100", "--model", "openai/gpt-5-nano")
                        .out());
        JsonNode whatIf =
                json("report", "--costs", "--what-if", "agents=100", "--json").path("whatIf");
        assertEquals(250, whatIf.path("callsACycle").asInt());
        assertEquals(72_000, whatIf.path("callsADay").asInt());
        assertEquals(2_160_000, whatIf.path("callsAMonth").asInt());
        assertEquals(5, whatIf.path("models").size());
        assertEquals(
                1_000,
                json("report", "--costs", "--what-if", "agents=10,calls=100,cycle=1h", "--json")
                        .path("whatIf")
                        .path("callsAnHour")
                        .asInt());
    }

    @Test
    void wrongUseIsSaid() {
        assertEquals(2, run("report").exit());
        assertEquals(2, run("report", "--costs", "--what-if", "agents=many").exit());
        assertEquals(2, run("report", "--costs", "--what-if", "calls=3").exit());
        assertEquals(2, run("report", "--costs", "--model", "gpt").exit());
    }

    @Test
    void linesThatAreNoneOfOursAreSaidAndInNoSum() {
        write("2026-11-20", line("x", "", "a", "read", usd("1"), "ok"), "not one of ours\n");
        Ended ended = run("report", "--costs");
        assertTrue(ended.out().contains("today       1 call   1,100 tokens  1.00 USD"), ended.out());
        assertTrue(ended.err().contains("E-BUDGET-05"), ended.err());
    }

    @Test
    void aVaultThatNeverAskedAModelHasSpentNothing() throws IOException {
        assertEquals(
                "{\"today\":0,\"month\":0,\"currency\":\"USD\"}",
                json("status", "--json").path("spend").toString());
        assertTrue(run("report", "--costs").out().contains("today       0 calls  0 tokens  0.00 USD"));
    }
}
