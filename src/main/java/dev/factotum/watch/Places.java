package dev.factotum.watch;

import dev.factotum.vault.Names;
import dev.factotum.world.Disk;
import dev.factotum.world.FileFacts;
import dev.factotum.world.Listed;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What in a vault is worth an event: the open folders, the intakes, the settings, the rules, the kill switch. */
final class Places {
    private static final int MOST_CLIENTS = 2000;
    private static final Set<String> INTAKE =
            Set.of("Inbox", "Needs_Action", "Pending_Approval", "Approved", "Bank_Transactions");
    private static final Set<String> AROUND = Set.of("Rejected", "Completed", "Rules", "Agents", "Clients", "Contacts");

    private final Disk disk;
    private final Path root;

    Places(Disk disk, Path root) {
        this.disk = disk;
        this.root = root;
    }

    /** What an event at a path means. */
    enum Meaning {
        /** A file that may be a matter. */
        FILE,
        /** Something that matters to all. */
        AROUND,
        NOTHING
    }

    Meaning meaning(Path path) {
        Path inside = path.startsWith(root) ? root.relativize(path) : Path.of("");
        String name = String.valueOf(path.getFileName());
        String first = inside.getName(0).toString();
        if (Names.ignored(name)) {
            return Meaning.NOTHING;
        }
        return switch (inside.getNameCount()) {
            case 1 ->
                INTAKE.contains(first) || AROUND.contains(first) || setting(first) ? Meaning.AROUND : Meaning.NOTHING;
            case 2 -> INTAKE.contains(first) ? Meaning.FILE : AROUND.contains(first) ? Meaning.AROUND : Meaning.NOTHING;
            case 3 -> first.equals("Clients") ? Meaning.AROUND : Meaning.NOTHING;
            default -> Meaning.NOTHING;
        };
    }

    private static boolean setting(String name) {
        return name.equals("PAUSE.md")
                || name.equals("Persona.md")
                || name.startsWith("agent.") && name.endsWith(".yaml");
    }

    /** The folders to watch at and below one; none where it is not worth watching. */
    List<Path> below(Path folder) throws IOException {
        if (folder.equals(root)) {
            List<Path> all = new ArrayList<>(List.of(root));
            for (Listed listed : list(root)) {
                if (listed.kind() == FileFacts.Kind.FOLDER) {
                    all.addAll(below(root.resolve(listed.name())));
                }
            }
            return all;
        }
        if (meaning(folder) != Meaning.AROUND) {
            return List.of();
        }
        List<Path> all = new ArrayList<>(List.of(folder));
        if (folder.equals(root.resolve("Clients"))) {
            list(folder).stream()
                    .filter(listed -> listed.kind() == FileFacts.Kind.FOLDER && !Names.ignored(listed.name()))
                    .limit(MOST_CLIENTS)
                    .forEach(listed -> all.add(folder.resolve(listed.name())));
        }
        return all;
    }

    private List<Listed> list(Path folder) throws IOException {
        try {
            return disk.list(folder);
        } catch (NoSuchFileException gone) {
            return List.of();
        }
    }
}
