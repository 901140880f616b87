package dev.factotum.notice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What was told where: {@code .agent/notices/state.json}. Whoever changes it holds the claim {@code notices}. */
final class NoticeBook {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGEST = 16 << 20;

    private final Map<String, TargetState> targets = new TreeMap<>();

    static NoticeBook read(Vault vault) throws IOException {
        NoticeBook book = new NoticeBook();
        try {
            JsonNode json = JSON.readTree(vault.world().disk().read(file(vault), LARGEST));
            json.path("targets")
                    .properties()
                    .forEach(one -> book.targets.put(one.getKey(), TargetState.read(one.getValue())));
        } catch (NoSuchFileException | JsonProcessingException none) {
            return book;
        }
        return book;
    }

    /** What is known of targets that are no longer in the settings goes. */
    void retain(Set<String> names) {
        targets.keySet().retainAll(names);
    }

    Set<String> names() {
        return targets.keySet();
    }

    TargetState of(String target) {
        return targets.computeIfAbsent(target, name -> new TargetState());
    }

    void write(Vault vault) throws IOException {
        ObjectNode json = JSON.createObjectNode().put("v", 1);
        ObjectNode all = json.putObject("targets");
        targets.forEach((name, state) -> state.write(all.putObject(name)));
        vault.files().write(file(vault), JSON.writeValueAsBytes(json));
    }

    private static Path file(Vault vault) {
        return vault.hidden().resolve("notices").resolve("state.json");
    }
}
