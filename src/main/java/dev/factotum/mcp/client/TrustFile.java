package dev.factotum.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.mcp.protocol.StrictJson;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What a person trusted on this machine. It is never synced: what another machine would start is another matter. */
final class TrustFile {
    private static final int LARGEST = 16 << 20;

    private final Vault vault;

    TrustFile(Vault vault) {
        this.vault = vault;
    }

    Path path() {
        return vault.hidden().resolve("local/mcp-trust.json");
    }

    /** A file that cannot be read trusts nobody. */
    Map<ServerName, Pinned> read() throws IOException {
        Map<ServerName, Pinned> all = new TreeMap<>();
        try {
            if (StrictJson.read(vault.world().disk().read(path(), LARGEST))
                    instanceof StrictJson.Read.Value(JsonNode json)) {
                json.path("servers")
                        .properties()
                        .forEach(entry -> ServerName.of(entry.getKey())
                                .ifPresent(name ->
                                        Pinned.read(entry.getValue()).ifPresent(pinned -> all.put(name, pinned))));
            }
        } catch (NoSuchFileException nobodyYet) {
            return all;
        }
        return all;
    }

    void put(ServerName name, Pinned pinned) throws IOException {
        Map<ServerName, Pinned> all = read();
        all.put(name, pinned);
        write(all);
    }

    void remove(ServerName name) throws IOException {
        Map<ServerName, Pinned> all = read();
        if (all.remove(name) != null) {
            write(all);
        }
    }

    private void write(Map<ServerName, Pinned> all) throws IOException {
        ObjectNode json = StrictJson.object().put("v", 1);
        ObjectNode servers = json.putObject("servers");
        all.forEach((name, pinned) -> servers.set(name.value(), pinned.json()));
        vault.files().write(path(), StrictJson.bytes(json));
    }
}
