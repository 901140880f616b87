package dev.factotum.channel.vault;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.channel.sandbox.Faults;
import dev.factotum.channel.sandbox.Texts;
import dev.factotum.tool.ArgumentFault;
import dev.factotum.tool.Call;
import dev.factotum.tool.Deed;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.Receipt;
import dev.factotum.tool.Schema;
import dev.factotum.tool.SchemaBuilder;
import dev.factotum.tool.ToolError;
import dev.factotum.tool.Undoing;
import dev.factotum.vault.Digest;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** {@code vault.note}: writes a new note, or adds to the end of one. */
final class NoteTool extends OwnTool {
    private static final String APPEND = "append";
    private static final int LONGEST = 1_000_000;

    private final Vault vault;
    private final Ground ground;
    private final Appending appending;

    NoteTool(Vault vault) {
        super("vault.note", "Writes a Markdown note in the vault, or adds text to the end of one.");
        this.vault = vault;
        this.ground = new Ground(vault);
        this.appending = new Appending(vault);
    }

    @Override
    public Schema arguments() {
        return new SchemaBuilder()
                .string("path", "Where, from the vault's root on, ending in .md: Notes/Plan.md.")
                .note("text", "What the note says.")
                .choice("mode", "create (a new note; the default) or append (to the end).", "create", APPEND)
                .required("path", "text")
                .build();
    }

    @Override
    public Schema outputs() {
        return new SchemaBuilder()
                .string("path", "The note's path.")
                .string("sha256", "Digest of the note as it was left.")
                .build();
    }

    @Override
    List<ArgumentFault> check(Arguments arguments) {
        Faults faults = new Faults();
        String path = arguments.text("path");
        if (!arguments.pending(path)) {
            NotePath.fault(path).ifPresent(fault -> faults.add("path", fault.reason(), fault.hint()));
        }
        String text = arguments.text("text");
        if (!arguments.pending(text)) {
            if (text.isBlank()) {
                faults.add("text", "is empty", "Write what the note is to say.");
            } else if (text.length() > LONGEST) {
                faults.add("text", Texts.tooLong(text.length(), "characters", LONGEST), "Make several notes.");
            } else if (Texts.hasControls(text)) {
                faults.add("text", "holds a control character", "Type the text again in a plain editor.");
            }
        }
        return faults.list();
    }

    @Override
    Deed deed(Arguments arguments) {
        String path = arguments.text("path");
        return arguments.text("mode").equals(APPEND)
                ? new Deed("adds to", "note", "notes", "at " + path, List.of(), Optional.empty(), false)
                : new Deed("writes", "note", "notes", "at " + path, List.of(), Optional.empty(), false);
    }

    @Override
    Outcome act(Arguments arguments, Call call) throws IOException {
        String path = arguments.text("path");
        Path note = vault.root().resolve(path);
        Optional<String> obstacle = ground.obstacle(note);
        if (obstacle.isPresent()) {
            return failed(new ToolError.Permission(obstacle.get()));
        }
        ground.sweepBeside(note);
        byte[] text = lines(arguments.text("text"));
        return arguments.text("mode").equals(APPEND)
                ? appending.append(path, note, text, call.key())
                : create(path, note, text);
    }

    private Outcome create(String path, Path note, byte[] text) throws IOException {
        return ground.publish(note, text) || Arrays.equals(vault.world().disk().read(note, Appending.LARGEST), text)
                ? done(path, outputs(path, text))
                : failed(new ToolError.Duplicate(
                        path + " stands already and says something else; choose another path, or mode: append",
                        Optional.of(path)));
    }

    @Override
    public Optional<Undoing> undo(ObjectNode arguments, ObjectNode outputs, Receipt receipt) {
        return arguments.path("mode").asText("").equals(APPEND) ? Optional.empty() : RemoveTool.of(outputs);
    }

    static ObjectNode outputs(String path, byte[] content) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("path", path)
                .put("sha256", Digest.of(content).hex());
    }

    /** The text with one line break at its end. */
    static byte[] lines(String text) {
        return (text.endsWith("\n") ? text : text + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
