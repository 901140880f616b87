package dev.factotum.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The sums of a day and its month, how far the files were read that they are sums of, the calls that are under way, and
 * how the endpoints fare. It is written as one file, so sums and places always belong together: a sum can only differ from
 * its lines by lines that are not read yet. Used by one thread under the claim.
 */
final class Book {
    /** Everybody's sums. */
    static final String ALL = "all";

    private static final int MOST_WARNED = 500;

    /** @param check of the bytes before the offset: where it differs the file is another */
    record Mark(long offset, long check) {}

    private LocalDate day;
    private final Map<String, Usage> today = new TreeMap<>();
    private final Map<String, Usage> month = new TreeMap<>();
    private final Map<LocalDate, Mark> marks = new TreeMap<>();
    private final Map<String, Reservation> open = new LinkedHashMap<>();
    private final Set<String> warned = new LinkedHashSet<>();
    private final Map<String, EndpointState> endpoints = new TreeMap<>();

    Book(LocalDate day) {
        this.day = day;
    }

    static String agent(String name) {
        return "agent/" + name;
    }

    static String client(String name) {
        return "client/" + name;
    }

    LocalDate day() {
        return day;
    }

    Map<LocalDate, Mark> marks() {
        return marks;
    }

    Map<String, Reservation> open() {
        return open;
    }

    Usage today(String scope) {
        return today.getOrDefault(scope, Usage.NONE);
    }

    Usage month(String scope) {
        return month.getOrDefault(scope, Usage.NONE);
    }

    /** All that were asked once, by name. */
    Map<String, EndpointState> endpoints() {
        return Collections.unmodifiableMap(endpoints);
    }

    EndpointState endpoint(String name) {
        return endpoints.getOrDefault(name, EndpointState.FRESH);
    }

    void put(String name, EndpointState state) {
        endpoints.put(name, state);
    }

    /** True the first time. @param period the day or month after which it may be said again; empty for never */
    boolean warn(String key, String period) {
        if (!warned.add(period + "|" + key)) {
            return false;
        }
        if (warned.size() > MOST_WARNED) {
            warned.remove(warned.iterator().next());
        }
        return true;
    }

    /** Another day has come; what the new one's file holds is counted again. */
    void turn(LocalDate to) {
        if (!YearMonth.from(day).equals(YearMonth.from(to))) {
            month.clear();
            marks.clear();
        }
        today.clear();
        day = to;
        String thisMonth = YearMonth.from(to).toString();
        warned.removeIf(key -> !key.startsWith("|") && !key.startsWith(to + "|") && !key.startsWith(thisMonth + "|"));
    }

    /** All sums are made anew. */
    void clearSums() {
        today.clear();
        month.clear();
        marks.clear();
    }

    /** One line that was not counted in the month before. @param of the day whose file holds it */
    void count(UsageLine line, LocalDate of) {
        add(month, line);
        countToday(line, of);
        open.remove(line.id());
    }

    /** One line that was counted in the month before. */
    void countToday(UsageLine line, LocalDate of) {
        if (of.equals(day)) {
            add(today, line);
        }
    }

    private static void add(Map<String, Usage> sums, UsageLine line) {
        add(sums, ALL, line);
        if (!line.payer().agent().isEmpty()) {
            add(sums, agent(line.payer().agent()), line);
        }
        line.payer().client().ifPresent(name -> add(sums, client(name), line));
    }

    private static void add(Map<String, Usage> sums, String scope, UsageLine line) {
        sums.merge(scope, Usage.NONE.plus(line), Usage::plus);
    }

    byte[] bytes() {
        ObjectNode all = Json.object().put("v", 1).put("day", day.toString());
        tallies(all.putObject("today"), today);
        tallies(all.putObject("month"), month);
        ObjectNode read = all.putObject("read");
        marks.forEach((of, mark) ->
                read.putObject(of.toString()).put("offset", mark.offset()).put("check", mark.check()));
        ArrayNode calls = all.putArray("open");
        open.values().forEach(one -> calls.add(one.json()));
        ArrayNode said = all.putArray("warned");
        warned.forEach(said::add);
        ObjectNode states = all.putObject("endpoints");
        endpoints.forEach((name, state) -> states.set(name, state.json()));
        return Json.bytes(all);
    }

    private static void tallies(ObjectNode into, Map<String, Usage> sums) {
        sums.forEach((scope, usage) -> into.set(scope, usage.json()));
    }

    /** Empty where the bytes are no such book. */
    static Optional<Book> of(byte[] bytes) {
        return Json.read(bytes).filter(all -> all.path("v").asInt() == 1).flatMap(all -> {
            try {
                return Optional.of(read(all));
            } catch (DateTimeException | IllegalArgumentException damaged) {
                return Optional.empty();
            }
        });
    }

    private static Book read(ObjectNode all) {
        Book book = new Book(LocalDate.parse(all.path("day").asText()));
        all.path("today").properties().forEach(sum -> book.today.put(sum.getKey(), Usage.of(sum.getValue())));
        all.path("month").properties().forEach(sum -> book.month.put(sum.getKey(), Usage.of(sum.getValue())));
        all.path("read")
                .properties()
                .forEach(mark -> book.marks.put(
                        LocalDate.parse(mark.getKey()),
                        new Mark(
                                mark.getValue().path("offset").asLong(),
                                mark.getValue().path("check").asLong())));
        for (JsonNode one : all.path("open")) {
            Reservation call = Reservation.of(one);
            book.open.put(call.id(), call);
        }
        all.path("warned").forEach(key -> book.warned.add(key.asText()));
        all.path("endpoints")
                .properties()
                .forEach(state -> book.endpoints.put(state.getKey(), EndpointState.of(state.getValue())));
        return book;
    }
}
