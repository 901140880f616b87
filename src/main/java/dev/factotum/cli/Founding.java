package dev.factotum.cli;

import dev.factotum.config.SchemaName;
import dev.factotum.problem.CommandCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.problem.VaultCode;
import dev.factotum.vault.SafeFiles;
import dev.factotum.vault.Stage;
import dev.factotum.vault.Vault;
import dev.factotum.world.Disk;
import dev.factotum.world.FileFacts;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lays down a vault. What stands there already is never touched: ours is then put into {@code .agent/template} to
 * compare. The hidden folder comes last, so what was broken off is no vault yet, and a second try goes on.
 */
final class Founding {
    private static final int HIGHEST = 64;

    private final World world;
    private final Path root;
    private final ZoneId zone;
    private final SafeFiles files;
    private final List<String> written = new ArrayList<>();
    private final List<String> kept = new ArrayList<>();

    private Founding(World world, Path root, ZoneId zone) {
        this.world = world;
        this.root = root;
        this.zone = zone;
        this.files = new SafeFiles(world, root.resolve(".agent/local/undo"));
    }

    /**
     * What was done.
     *
     * @param fresh false where a vault stood there already: nothing was changed then
     * @param kept files of the person's that have the name of one of ours and other content
     * @param obsidian true where Obsidian knew the folder before
     * @param lying the person's files in pipeline folders, which the agent will take up
     */
    record Founded(
            Vault vault,
            boolean fresh,
            List<String> written,
            List<String> kept,
            boolean obsidian,
            Map<Stage, Integer> lying) {}

    /** @param zone what a new agent.yaml says of the times in it */
    static Founded found(World world, Path folder, ZoneId zone) throws IOException {
        refuse(world.disk(), folder);
        world.disk().makeFolder(folder);
        Path root = world.disk().real(folder);
        if (world.disk().facts(root.resolve(".agent/vault.json")).isPresent()) {
            return new Founded(Vault.open(world, root), false, List.of(), List.of(), false, Map.of());
        }
        return new Founding(world, root, zone).lay();
    }

    /**
     * What {@link #found} would do there.
     *
     * @param fresh false where a vault stands there already: nothing would be changed then
     */
    record Outlook(boolean fresh, List<String> written, List<String> kept) {}

    /** Looks and lays down nothing; refuses what founding refuses. */
    static Outlook outlook(World world, Path folder) throws IOException {
        refuse(world.disk(), folder);
        if (world.disk().facts(folder.resolve(".agent/vault.json")).isPresent()) {
            return new Outlook(false, List.of(), List.of());
        }
        List<String> written = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        for (String name : VaultTemplate.files()) {
            (world.disk().facts(folder.resolve(name)).isPresent() ? kept : written).add(name);
        }
        return new Outlook(true, written, kept);
    }

    private static void refuse(Disk disk, Path folder) throws IOException {
        Optional<FileFacts> facts = disk.facts(folder);
        if (facts.isPresent() && facts.get().kind() != FileFacts.Kind.FOLDER) {
            throw refused("A vault is a folder.", folder, "something else stands there", CommandCode.USAGE);
        }
        refuseInside(disk, folder);
    }

    private static void refuseInside(Disk disk, Path folder) throws IOException {
        Path above = folder.getParent();
        for (int up = 0; above != null && up < HIGHEST; up++) {
            if (disk.facts(above.resolve(".agent/vault.json")).isPresent()) {
                throw refused(
                        "A vault does not stand inside another.",
                        folder,
                        above + " is a vault, and its agent would see this one as notes of its own",
                        VaultCode.INSIDE_ANOTHER);
            }
            above = above.getParent();
        }
    }

    private static ProblemException refused(String what, Path where, String why, dev.factotum.problem.Code code) {
        return new ProblemException(
                new Problem(code, what, where.toString(), why, "Name another folder: agent init DIR."));
    }

    private Founded lay() throws IOException {
        boolean obsidian = world.disk().facts(root.resolve(".obsidian")).isPresent();
        Map<Stage, Integer> lying = lying();
        for (String folder : VaultTemplate.folders()) {
            files.folder(root.resolve(folder));
        }
        for (String name : VaultTemplate.files()) {
            lay(name, content(name));
        }
        for (SchemaName schema : SchemaName.values()) {
            files.write(
                    root.resolve(".agent/schema").resolve(schema.word() + "-1.json"),
                    schema.document().getBytes(StandardCharsets.UTF_8));
        }
        return new Founded(Vault.create(world, root), true, List.copyOf(written), List.copyOf(kept), obsidian, lying);
    }

    private void lay(String name, byte[] content) throws IOException {
        Path file = root.resolve(name);
        try {
            files.publish(file, content);
            written.add(name);
        } catch (FileAlreadyExistsException theirs) {
            if (!same(file, content)) {
                files.write(root.resolve(".agent/template").resolve(name), content);
                kept.add(name);
            }
        }
    }

    private boolean same(Path file, byte[] content) throws IOException {
        Optional<FileFacts> facts = world.disk().facts(file);
        return facts.isPresent()
                && facts.get().kind() == FileFacts.Kind.FILE
                && facts.get().size() == content.length
                && Arrays.equals(world.disk().read(file, content.length), content);
    }

    private byte[] content(String name) throws IOException {
        byte[] packaged = VaultTemplate.file(name);
        if (!name.equals("agent.yaml")) {
            return packaged;
        }
        return new String(packaged, StandardCharsets.UTF_8)
                .replaceFirst("(?m)^timezone: .*$", "timezone: " + zone.getId())
                .getBytes(StandardCharsets.UTF_8);
    }

    private Map<Stage, Integer> lying() throws IOException {
        Map<Stage, Integer> lying = new LinkedHashMap<>();
        for (Stage stage : Stage.values()) {
            if (Stage.open().contains(stage)) {
                int count = files(root.resolve(stage.folder()));
                if (count > 0) {
                    lying.put(stage, count);
                }
            }
        }
        return lying;
    }

    private int files(Path folder) throws IOException {
        try {
            return (int) world.disk().list(folder).stream()
                    .filter(one ->
                            one.kind() == FileFacts.Kind.FILE && !one.name().startsWith("."))
                    .count();
        } catch (NoSuchFileException none) {
            return 0;
        }
    }
}
