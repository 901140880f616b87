package dev.factotum.crew;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factotum.config.Settings.Contact;
import dev.factotum.engine.Planner.Item;
import dev.factotum.llm.Prompt.OfferedTool;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Finds contacts by a part of their name or address: the house's and this client's, never another's. */
final class ContactLookup implements Lookup {
    private static final int MOST = 20;

    private final Item item;

    ContactLookup(Item item) {
        this.item = item;
    }

    @Override
    public OfferedTool offered() {
        return new OfferedTool(
                "contacts_find",
                "Finds people among the contacts by a part of their name or address.",
                JsonShape.object("query", JsonShape.text()));
    }

    @Override
    public String answer(JsonNode arguments) {
        String wanted = arguments.path("query").asText().strip().toLowerCase(Locale.ROOT);
        if (wanted.isEmpty()) {
            return "`query` is empty.";
        }
        List<Contact> found = Briefing.known(item).stream()
                .filter(contact -> contact.name().toLowerCase(Locale.ROOT).contains(wanted)
                        || contact.address().contains(wanted))
                .limit(MOST)
                .toList();
        return found.isEmpty()
                ? "Nobody among the contacts."
                : found.stream().map(Briefing::shown).collect(Collectors.joining("\n"));
    }
}
