package dev.factotum.cli;

import dev.factotum.vault.Vault;
import dev.factotum.world.Disk;
import dev.factotum.world.FileFacts;
import dev.factotum.world.FileTooLargeException;
import dev.factotum.world.Listed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a vault's settings, servers and skills refer to kept secrets: {@code agent.yaml:12} by name. */
final class SecretUses {
    private static final long LARGEST = 1 << 20;
    private static final int MOST_SKILLS = 1_000;
    private static final Pattern REFERENCE =
            Pattern.compile("(?<![A-Za-z0-9_])secret:[ ]?([A-Za-z0-9_-](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_-])?)");

    private final Disk disk;
    private final Vault vault;
    private final Map<String, List<String>> uses = new TreeMap<>();

    private SecretUses(Vault vault) {
        this.disk = vault.world().disk();
        this.vault = vault;
    }

    static Map<String, List<String>> of(Vault vault) throws IOException {
        SecretUses all = new SecretUses(vault);
        all.files();
        vault.world().processes().environment().forEach((name, value) -> {
            if (name.startsWith("AGENT__")) {
                all.scan(name, value, false);
            }
        });
        return all.uses;
    }

    private void files() throws IOException {
        for (Listed one : listed(vault.root())) {
            boolean settings = one.name().matches("agent(\\..{1,100})?\\.ya?ml")
                    || one.name().equals("mcp.json");
            if (settings && one.kind() == FileFacts.Kind.FILE) {
                file(vault.root().resolve(one.name()), one.name());
            }
        }
        for (String shelf : List.of("Skills", ".claude/skills", ".qwen/skills")) {
            listed(vault.root().resolve(shelf)).stream().limit(MOST_SKILLS).forEach(skill -> {
                String name = shelf + "/" + skill.name() + "/SKILL.md";
                file(vault.root().resolve(name), name);
            });
        }
    }

    private List<Listed> listed(Path folder) throws IOException {
        try {
            return disk.list(folder);
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    private void file(Path file, String name) {
        try {
            scan(name, new String(disk.read(file, LARGEST), StandardCharsets.UTF_8), true);
        } catch (NoSuchFileException | FileTooLargeException none) {
            // nothing of ours reads it either
        } catch (FileSystemException unreadable) {
            // said by those who read it for what it is
        } catch (IOException unreadable) {
            // the same
        }
    }

    private void scan(String where, String text, boolean lines) {
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            String stripped = line.strip();
            if (stripped.startsWith("#")) {
                continue;
            }
            Matcher found = REFERENCE.matcher(line);
            while (found.find()) {
                List<String> places = uses.computeIfAbsent(found.group(1), name -> new ArrayList<>());
                String place = lines ? where + ":" + number : where;
                if (!places.contains(place)) {
                    places.add(place);
                }
            }
        }
    }
}
