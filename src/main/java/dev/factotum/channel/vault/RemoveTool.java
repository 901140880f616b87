package dev.factotum.channel.vault;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Pattern;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.channel.sandbox.Faults;
import dev.factotum.tool.ArgumentFault;
import dev.factotum.tool.Call;
import dev.factotum.tool.Deed;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.Schema;
import dev.factotum.tool.SchemaBuilder;
import dev.factotum.tool.ToolError;
import dev.factotum.tool.ToolId;
import dev.factotum.tool.Undoing;
import dev.factotum.vault.Digest;
import dev.factotum.vault.SafeFiles;
import dev.factotum.vault.Vault;
import dev.factotum.world.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code vault.remove}: takes a note that a step wrote away again, as long as nobody has changed it. */
final class RemoveTool extends OwnTool {
    private static final ToolId ID = new ToolId("vault.remove");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final Vault vault;
    private final Ground ground;

    RemoveTool(Vault vault) {
        super(ID.value(), "Takes away a note that a step wrote and nobody has changed since; kept 30 days.");
        this.vault = vault;
        this.ground = new Ground(vault);
    }

    /** How to take back the note that a step answered with. */
    static Optional<Undoing> of(ObjectNode outputs) {
        String path = outputs.path("path").asText("");
        String sha256 = outputs.path("sha256").asText("");
        return path.isEmpty() || sha256.isEmpty()
                ? Optional.empty()
                : Optional.of(new Undoing(
                        ID,
                        "Take away the note " + path,
                        JsonNodeFactory.instance.objectNode().put("path", path).put("sha256", sha256)));
    }

    @Override
    public Schema arguments() {
        return new SchemaBuilder()
                .string("path", "The note's path.")
                .string("sha256", "Digest of the note as the step left it.")
                .required("path", "sha256")
                .build();
    }

    @Override
    public Schema outputs() {
        return new SchemaBuilder()
                .string("path", "The path of the note taken away.")
                .build();
    }

    @Override
    List<ArgumentFault> check(Arguments arguments) {
        Faults faults = new Faults();
        String path = arguments.text("path");
        if (!arguments.pending(path)) {
            NotePath.fault(path).ifPresent(fault -> faults.add("path", fault.reason(), fault.hint()));
        }
        String sha256 = arguments.text("sha256");
        if (!arguments.pending(sha256) && !SHA256.matcher(sha256).matches()) {
            faults.add("sha256", "is no SHA-256 digest", "Copy it from the step that wrote the note.");
        }
        return faults.list();
    }

    @Override
    Deed deed(Arguments arguments) {
        return new Deed(
                "takes away", "note", "notes", "at " + arguments.text("path"), List.of(), Optional.empty(), false);
    }

    @Override
    Outcome act(Arguments arguments, Call call) throws IOException {
        String path = arguments.text("path");
        Path note = vault.root().resolve(path);
        Path kept = new UndoFolder(vault).place("removed-" + call.key() + ".md");
        Digest left = new Digest(arguments.text("sha256"));
        Disk disk = vault.world().disk();
        Optional<String> obstacle = ground.obstacle(note);
        if (obstacle.isPresent()) {
            return failed(new ToolError.Permission(obstacle.get()));
        }
        Outcome done =
                done("took away " + path, JsonNodeFactory.instance.objectNode().put("path", path));
        boolean moved = disk.facts(kept).isPresent();
        if (disk.facts(note).isEmpty()) {
            return moved ? done : failed(new ToolError.NotFound(path + " is no longer there"));
        }
        if (moved || !Digest.of(disk.read(note, Appending.LARGEST)).equals(left)) {
            return failed(changed(path));
        }
        return switch (vault.files().move(note, kept)) {
            case GONE -> failed(new ToolError.NotFound(path + " is no longer there"));
            case TAKEN -> failed(changed(path));
            case DONE -> Digest.of(disk.read(kept, Appending.LARGEST)).equals(left) ? done : putBack(path, note, kept);
        };
    }

    /** A person saved between the look and the move: their note goes back to its place. */
    private Outcome putBack(String path, Path note, Path kept) throws IOException {
        return vault.files().move(kept, note) == SafeFiles.Moved.DONE
                ? failed(changed(path))
                : new Outcome.Unknown(path + " was changed while it was taken away; the change is kept in " + kept);
    }

    private static ToolError changed(String path) {
        return new ToolError.Validation(path + " has been changed since; take it away yourself if you wish");
    }
}
