package dev.factotum.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.engine.Request;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Vault;
import dev.factotum.world.Listed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which files are being taken in: one small record each, durable before the file is moved and deleted when its matter
 * stands. Whoever finds one after a crash goes on with the id it names, so no file ever gets a second one.
 */
final class Journal {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MOST_BYTES = 64 * 1024;
    private static final String PREFIX = "intake-";

    private final Vault vault;
    private final Path folder;

    Journal(Vault vault) {
        this.vault = vault;
        this.folder = vault.hidden().resolve("local");
    }

    /**
     * One file on its way.
     *
     * @param folder the folder it was dropped in, such as {@code Inbox}; empty where it came by command, {@code mcp} where
     *     another program asked for it
     * @param name its name there
     * @param account the vault's account that brought it
     */
    record Entry(
            MatterId id,
            String folder,
            String name,
            Optional<String> client,
            Optional<String> due,
            Optional<String> account) {
        /** Of what came by no account. */
        Entry(MatterId id, String folder, String name, Optional<String> client, Optional<String> due) {
            this(id, folder, name, client, due, Optional.empty());
        }
        /** True where another program asked for it. */
        boolean requested() {
            return folder.equals(Request.ORIGIN);
        }

        /** The claim that whoever takes it in holds. */
        String job() {
            return "intake:" + (folder.isEmpty() || requested() ? id.value() : folder + "/" + name);
        }
    }

    void open(Entry entry) throws IOException {
        ObjectNode json = JSON.createObjectNode();
        json.put("v", 1);
        json.put("id", entry.id().value());
        json.put("folder", entry.folder());
        json.put("name", entry.name());
        entry.client().ifPresent(client -> json.put("client", client));
        entry.due().ifPresent(due -> json.put("due", due));
        entry.account().ifPresent(account -> json.put("account", account));
        vault.files().publish(file(entry.id()), (json + "\n").getBytes(StandardCharsets.UTF_8));
    }

    void close(Entry entry) throws IOException {
        try {
            vault.world().disk().delete(file(entry.id()));
        } catch (NoSuchFileException already) {
            return;
        }
    }

    /**
     * Makes durable what a try that was stopped has left: its record, what it has kept, and these folders. What is seen
     * standing may be a name that a power failure still takes back; nothing may follow from it before.
     */
    void settle(Entry entry, Collection<Path> folders) throws IOException {
        Set<Path> all = new LinkedHashSet<>(folders);
        all.add(folder);
        all.add(vault.attachments().folder(entry.id()));
        for (Path one : all) {
            if (vault.world().disk().facts(one).isPresent()) {
                vault.world().disk().forceFolder(one);
            }
        }
    }

    /** Whether the record still stands: another process may have finished meanwhile. */
    boolean stands(Entry entry) throws IOException {
        return vault.world().disk().facts(file(entry.id())).isPresent();
    }

    /** At most so many records, oldest first. A record that cannot be read is not one: nothing had happened yet. */
    List<Entry> all(int most) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (Listed listed : listed()) {
            if (entries.size() < most
                    && listed.name().startsWith(PREFIX)
                    && listed.name().endsWith(".json")) {
                read(folder.resolve(listed.name())).ifPresent(entries::add);
            }
        }
        return entries;
    }

    /** The record of one id. */
    Optional<Entry> find(MatterId id) throws IOException {
        return read(file(id));
    }

    private List<Listed> listed() throws IOException {
        try {
            return vault.world().disk().list(folder).stream()
                    .sorted(Comparator.comparing(Listed::name))
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    private Optional<Entry> read(Path file) throws IOException {
        try {
            JsonNode json =
                    JSON.readTree(new String(vault.world().disk().read(file, MOST_BYTES), StandardCharsets.UTF_8));
            return MatterId.parse(json.path("id").asText())
                    .filter(_ ->
                            json.path("name").isTextual() && json.path("folder").isTextual())
                    .map(id -> new Entry(
                            id,
                            json.path("folder").asText(),
                            json.path("name").asText(),
                            Optional.ofNullable(json.get("client")).map(JsonNode::asText),
                            Optional.ofNullable(json.get("due")).map(JsonNode::asText),
                            Optional.ofNullable(json.get("account")).map(JsonNode::asText)));
        } catch (JsonProcessingException | NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private Path file(MatterId id) {
        return folder.resolve(PREFIX + id.value() + ".json");
    }
}
