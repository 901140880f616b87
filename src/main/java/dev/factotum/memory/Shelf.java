package dev.factotum.memory;

import dev.factotum.memory.TextReader.Origin;
import dev.factotum.vault.Stage;
import dev.factotum.vault.Vault;
import dev.factotum.world.Disk;
import dev.factotum.world.FileFacts;
import dev.factotum.world.Listed;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The folders whose notes are remembered: one shelf each, without those within. */
record Shelf(Path folder, Origin origin, String client, boolean settled) {
    private static final int DEEPEST = 4;
    private static final int MOST = 2_000;

    /** Months of Completed that still fill: the others are looked at again only when a name in them changes. */
    private static final int FILLING = 2;

    /** All of them, the newest months first. */
    static List<Shelf> all(Vault vault) throws IOException {
        Disk disk = vault.world().disk();
        List<Shelf> shelves = new ArrayList<>();
        Path completed = vault.folder(Stage.COMPLETED);
        List<Path> months = folders(disk, completed);
        for (int i = 0; i < months.size(); i++) {
            shelves.add(new Shelf(months.get(i), Origin.COMPLETED, "", i >= FILLING));
        }
        shelves.add(new Shelf(completed, Origin.COMPLETED, "", false));
        shelves.add(new Shelf(vault.root(), Origin.PERSONA, "", false));
        deep(disk, shelves, vault.root().resolve("Content"), Origin.CONTENT, "", 0);
        deep(disk, shelves, vault.root().resolve("Contacts"), Origin.CONTACTS, "", 0);
        for (Path client : folders(disk, vault.root().resolve("Clients"))) {
            String name = String.valueOf(client.getFileName());
            shelves.add(new Shelf(client, Origin.PERSONA, name, false));
            deep(disk, shelves, client.resolve("Content"), Origin.CONTENT, name, 0);
        }
        return shelves.size() <= MOST ? shelves : shelves.subList(0, MOST);
    }

    private static void deep(Disk disk, List<Shelf> shelves, Path folder, Origin origin, String client, int depth)
            throws IOException {
        shelves.add(new Shelf(folder, origin, client, false));
        for (Path inner : depth < DEEPEST && shelves.size() < MOST ? folders(disk, folder) : List.<Path>of()) {
            deep(disk, shelves, inner, origin, client, depth + 1);
        }
    }

    /** Whether a note on this shelf is remembered. */
    boolean holds(String name) {
        return name.endsWith(".md")
                && !name.startsWith(".")
                && !name.contains("~agent")
                && (origin != Origin.PERSONA || name.equals("Persona.md") || name.equals("Client.md"));
    }

    private static List<Path> folders(Disk disk, Path folder) throws IOException {
        try {
            return disk.list(folder).stream()
                    .filter(entry -> entry.kind() == FileFacts.Kind.FOLDER)
                    .map(Listed::name)
                    .filter(name -> !name.startsWith("."))
                    .sorted(Comparator.reverseOrder())
                    .map(folder::resolve)
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }
}
