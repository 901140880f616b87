package dev.factotum.skill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.vault.Claims.Claim;
import dev.factotum.vault.Digest;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which skills a person trusted on this machine, each pinned to the digest of its files. The file stands where nothing is
 * synced, so that no other machine can trust in this one's name. One that cannot be read trusts none.
 */
final class SkillTrust {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LARGEST = 1 << 20;
    private static final int MOST = 1_000;

    private final Vault vault;
    private final Path file;

    SkillTrust(Vault vault) {
        this.vault = vault;
        this.file = vault.hidden().resolve("local").resolve("skill-trust.json");
    }

    /** The digests trusted, by the folder's place in the vault. */
    Map<String, Digest> pins() throws IOException {
        TreeMap<String, Digest> pins = new TreeMap<>();
        try {
            JsonNode json = JSON.readTree(vault.world().disk().read(file, LARGEST));
            json.path("skills").properties().forEach(entry -> {
                String digest = entry.getValue().path("digest").asText();
                if (digest.matches("[0-9a-f]{64}")) {
                    pins.put(entry.getKey(), new Digest(digest));
                }
            });
        } catch (NoSuchFileException | JsonProcessingException none) {
            return Map.of();
        }
        return pins;
    }

    /** A text that differs once the file may have changed. */
    String glance() throws IOException {
        return vault.world().disk().facts(file).map(Object::toString).orElse("");
    }

    /** @return false where another process is at it, or too many are trusted already */
    boolean trust(Skill skill, String by) throws IOException {
        return change(skill.place(), Optional.of(skill.digest()), by);
    }

    /** @return false where another process is at it */
    boolean disable(String place, String by) throws IOException {
        return change(place, Optional.empty(), by);
    }

    private boolean change(String place, Optional<Digest> digest, String by) throws IOException {
        try (Claim claim = vault.claims().claim("skill-trust").orElse(null)) {
            if (claim == null) {
                return false;
            }
            ObjectNode json = read();
            ObjectNode skills = json.withObject("skills");
            if (digest.isPresent() && skills.size() >= MOST) {
                return false;
            }
            skills.remove(place);
            digest.ifPresent(pinned -> skills.putObject(place)
                    .put("digest", pinned.hex())
                    .put("by", by)
                    .put("t", vault.world().clock().instant().toString()));
            vault.files().write(file, JSON.writeValueAsBytes(json.put("v", 1)));
            return true;
        }
    }

    private ObjectNode read() throws IOException {
        try {
            return JSON.readTree(vault.world().disk().read(file, LARGEST)) instanceof ObjectNode object
                            && object.path("skills").isObject()
                    ? object
                    : JSON.createObjectNode();
        } catch (NoSuchFileException | JsonProcessingException none) {
            return JSON.createObjectNode();
        }
    }
}
