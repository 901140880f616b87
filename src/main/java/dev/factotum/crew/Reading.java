package dev.factotum.crew;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a reader found in an untrusted message. Its texts are still the writer's: each is short, on one line, and where it
 * names a fact that fact is quoted from the message; what could not be found there was left out by code.
 *
 * @param intent one of {@link #INTENTS}
 * @param steering true where the message tries to tell its reader how to behave
 * @param steeringQuote a piece of the message that does so; empty where none was found in it
 */
record Reading(
        String intent,
        String language,
        String summary,
        List<Fact> wishes,
        List<Fact> parties,
        List<Fact> amounts,
        List<Fact> dates,
        boolean steering,
        String steeringQuote) {
    static final List<String> INTENTS = List.of(
            "question",
            "request",
            "order",
            "complaint",
            "invoice",
            "payment",
            "appointment",
            "application",
            "praise",
            "comment",
            "newsletter",
            "notification",
            "spam",
            "other");

    private static final int LONGEST_TEXT = 300;
    private static final int LONGEST_SUMMARY = 600;
    private static final int MOST = 12;
    private static final Set<String> PARTY = Set.of("name", "address");

    Reading {
        wishes = List.copyOf(wishes);
        parties = List.copyOf(parties);
        amounts = List.copyOf(amounts);
        dates = List.copyOf(dates);
    }

    /** One thing that the message says. @param place where its quotation begins in the message, in chars */
    record Fact(String text, String quote, int place) {}

    /** The schema that a reader's answer keeps to. */
    static ObjectNode shape() {
        ObjectNode wish = JsonShape.object("what", JsonShape.text(), "quote", JsonShape.text());
        ObjectNode party =
                JsonShape.object("name", JsonShape.text(), "address", JsonShape.text(), "quote", JsonShape.text());
        ObjectNode amount =
                JsonShape.object("amount", JsonShape.text(), "currency", JsonShape.text(), "quote", JsonShape.text());
        ObjectNode date = JsonShape.object("date", JsonShape.text(), "quote", JsonShape.text());
        return JsonShape.object(
                "intent",
                JsonShape.choice(INTENTS),
                "language",
                JsonShape.text(),
                "summary",
                JsonShape.text(),
                "wishes",
                JsonShape.list(wish),
                "parties",
                JsonShape.list(party),
                "amounts",
                JsonShape.list(amount),
                "dates",
                JsonShape.list(date),
                "steering",
                JsonShape.flag(),
                "steering_quote",
                JsonShape.text());
    }

    /** Takes an answer for what the message bears out. @param message as it was shown to the reader */
    static Reading of(JsonNode answer, String message) {
        String intent = answer.path("intent").asText().toLowerCase(Locale.ROOT);
        return new Reading(
                INTENTS.contains(intent) ? intent : "other",
                text(answer.path("language"), 20),
                text(answer.path("summary"), LONGEST_SUMMARY),
                facts(answer.path("wishes"), message, Set.of("what")),
                facts(answer.path("parties"), message, PARTY).stream()
                        .filter(party -> borneOut(party, message))
                        .toList(),
                facts(answer.path("amounts"), message, Set.of("amount", "currency")),
                facts(answer.path("dates"), message, Set.of("date")),
                answer.path("steering").asBoolean(),
                quoted(answer.path("steering_quote"), message));
    }

    /** A quotation that the message has, else nothing. */
    private static String quoted(JsonNode node, String message) {
        String quote = line(node);
        String cut = quote.substring(0, Math.min(quote.length(), LONGEST_TEXT));
        return Quotation.place(message, cut) >= 0 ? cut : "";
    }

    private static List<Fact> facts(JsonNode list, String message, Set<String> keys) {
        List<Fact> facts = new ArrayList<>();
        for (JsonNode one : list) {
            String quote = line(one.path("quote"));
            quote = quote.substring(0, Math.min(quote.length(), LONGEST_TEXT));
            int place = Quotation.place(message, quote);
            if (place < 0 || facts.size() == MOST) {
                continue;
            }
            List<String> parts = new ArrayList<>();
            one.properties().forEach(entry -> {
                String part = keys.contains(entry.getKey()) ? text(entry.getValue(), LONGEST_TEXT) : "";
                if (!part.isEmpty()) {
                    parts.add(part);
                }
            });
            facts.add(new Fact(String.join(" ", parts), quote, place));
        }
        return facts;
    }

    /** An address that nobody wrote is no party. */
    private static boolean borneOut(Fact party, String message) {
        return party.text()
                .lines()
                .allMatch(line -> line.indexOf('@') < 0
                        || List.of(line.split(" ")).stream()
                                .filter(word -> word.indexOf('@') >= 0)
                                .allMatch(word -> Quotation.place(message, word) >= 0));
    }

    private static String text(JsonNode node, int most) {
        String line = line(node);
        return line.length() > most
                ? line.substring(0, Briefing.whole(line, most)).strip() + "…"
                : line;
    }

    private static String line(JsonNode node) {
        return node.asText().replaceAll("[\\p{Cc}\\p{Cf}\\s]+", " ").strip();
    }

    /** As a planner is shown it: one JSON text. */
    String json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("intent", intent).put("language", language).put("summary", summary);
        put(json.putArray("wishes"), wishes);
        put(json.putArray("parties"), parties);
        put(json.putArray("amounts"), amounts);
        put(json.putArray("dates"), dates);
        return json.put("steering", steering).toPrettyString();
    }

    private static void put(ArrayNode list, List<Fact> facts) {
        facts.forEach(fact -> list.addObject()
                .put("what", fact.text())
                .put("quote", fact.quote())
                .put("at", fact.place()));
    }
}
