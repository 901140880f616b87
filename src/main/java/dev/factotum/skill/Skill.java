package dev.factotum.skill;

import dev.factotum.vault.Digest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A skill folder as it stands (agentskills.io).
 *
 * @param name the folder's name, lower case
 * @param folder absolute
 * @param place the folder from the vault's root, such as {@code Skills/weather}
 * @param description what it does and when to use it, in its author's words
 * @param properties everything else the author wrote into the front matter, unknown keys too, as text
 * @param allowed the tools that a plan made with it may use, as ids or globs; empty for all
 * @param body the instructions
 * @param digest over every file of the folder
 * @param script what can be run as a step; empty for instructions alone
 * @param watching what can be asked for news; empty for nothing
 * @param oddities what is not as it should be and stops nothing
 */
public record Skill(
        String name,
        Path folder,
        String place,
        String description,
        Map<String, String> properties,
        Optional<List<String>> allowed,
        String body,
        Digest digest,
        Optional<Script> script,
        Optional<Watching> watching,
        List<String> oddities) {
    public Skill {
        properties = Map.copyOf(properties);
        allowed = allowed.map(List::copyOf);
        oddities = List.copyOf(oddities);
    }

    /** The id of its tool. */
    public String id() {
        return "skill." + name;
    }
}
