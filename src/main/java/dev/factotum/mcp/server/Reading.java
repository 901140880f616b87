package dev.factotum.mcp.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.engine.Overview;
import dev.factotum.engine.OverviewReader;
import dev.factotum.engine.Standing;
import dev.factotum.mcp.protocol.CallResult;
import dev.factotum.mcp.protocol.StrictJson;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What a program may read of a vault, as answers to calls. */
final class Reading {
    private static final int MOST_WAITING = 200;
    private static final String METRICS = "Metrics";

    private final Vault vault;
    private final Shelf shelf;
    private final Backroom backroom;

    Reading(Vault vault, Shelf shelf, Backroom backroom) {
        this.vault = vault;
        this.shelf = shelf;
        this.backroom = backroom;
    }

    static ObjectNode answer(ObjectNode json) {
        return CallResult.json(json.toPrettyString(), Optional.of(json), false);
    }

    private static ObjectNode unknown(String what) {
        return CallResult.json(what, Optional.empty(), true);
    }

    /** What waits for a person, the riskiest first. */
    ObjectNode tray() throws IOException {
        Overview overview = new OverviewReader(vault).read();
        ObjectNode json = StrictJson.object();
        ArrayNode waiting = json.putArray("waiting");
        overview.waiting().stream().limit(MOST_WAITING).forEach(one -> {
            ObjectNode matter = waiting.addObject();
            one.id().ifPresent(id -> matter.put("id", id.value()));
            matter.put("title", one.title()).put("file", one.file());
            put(matter, "risk", one.risk());
            put(matter, "client", one.client());
            put(matter, "kind", one.kind());
            put(matter, "due", one.due());
            put(matter, "why", one.why());
        });
        json.put("scheduled", overview.scheduled().size());
        json.put("more", Math.max(0, overview.waiting().size() - MOST_WAITING));
        return json;
    }

    private static void put(ObjectNode json, String name, String value) {
        if (!value.isEmpty()) {
            json.put(name, value);
        }
    }

    ObjectNode matter(String id) throws IOException {
        Optional<MatterId> known = MatterId.parse(id);
        Optional<Standing> standing = known.isEmpty() ? Optional.empty() : Standing.of(vault, known.get());
        Optional<String> text = standing.isEmpty() ? Optional.empty() : shelf.matter(known.get());
        if (standing.isEmpty()) {
            return unknown("No matter has this id. tray_list shows those that wait.");
        }
        ObjectNode json = Answers.json(known.get().value(), standing.get());
        text.ifPresent(note -> json.put("text", note));
        return CallResult.json(text.orElse("Its note is not there."), Optional.of(json), false);
    }

    ObjectNode memory(String words, Optional<String> client, int most) throws IOException {
        ObjectNode json = StrictJson.object();
        ArrayNode found = json.putArray("found");
        for (Backroom.Remembered one : backroom.remembered(words, client, most)) {
            found.addObject()
                    .put("path", one.path())
                    .put("from", one.from())
                    .put("text", Answers.shortened(one.words()));
        }
        return answer(json);
    }

    /** What stands under Metrics/, and how many matters stand where. @param name of a note there */
    ObjectNode metrics(Optional<String> name) throws IOException {
        if (name.isPresent()) {
            Optional<String> note = shelf.note(METRICS, name.get());
            return note.isPresent()
                    ? CallResult.json(note.get(), Optional.empty(), false)
                    : unknown("There is no note of this name under Metrics/.");
        }
        return answer(figures());
    }

    /** How many matters stand where, and which notes there are under Metrics/. */
    ObjectNode figures() throws IOException {
        Overview overview = new OverviewReader(vault).read();
        ObjectNode json = StrictJson.object();
        ObjectNode folders = json.putObject("folders");
        overview.folders().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .forEach(entry -> folders.put(entry.getKey().folder(), entry.getValue()));
        json.put("waiting", overview.waiting().size())
                .put("scheduled", overview.scheduled().size());
        json.put("problems", overview.problems().size());
        ArrayNode notes = json.putArray("notes");
        shelf.notes(METRICS).forEach(notes::add);
        return json;
    }

    /** The notes of a folder whose names hold one of these words, with what stands in them. */
    ArrayNode notesOf(String folder, List<String> words) throws IOException {
        ArrayNode found = StrictJson.object().putArray("notes");
        for (String name : shelf.notes(folder)) {
            String lower = name.toLowerCase(java.util.Locale.ROOT);
            if (found.size() < 20 && words.stream().anyMatch(lower::contains)) {
                Optional<String> text = shelf.note(folder, name);
                text.ifPresent(note -> found.addObject().put("name", name).put("text", Answers.shortened(note)));
            }
        }
        return found;
    }

    ObjectNode log(int most) throws IOException {
        ObjectNode json = StrictJson.object();
        ArrayNode entries = json.putArray("entries");
        shelf.log(most).forEach(entries::add);
        JsonNode list = entries;
        return CallResult.json(
                list.isEmpty() ? "The log has no entries yet." : String.join("\n", shelf.log(most)),
                Optional.of(json),
                false);
    }
}
