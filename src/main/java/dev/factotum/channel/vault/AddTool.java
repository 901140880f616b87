package dev.factotum.channel.vault;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.channel.sandbox.Faults;
import dev.factotum.tool.ArgumentFault;
import dev.factotum.tool.Call;
import dev.factotum.tool.Deed;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.Schema;
import dev.factotum.tool.SchemaBuilder;
import dev.factotum.tool.ToolError;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Names;
import dev.factotum.vault.Stage;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/** {@code vault.add}: puts a new matter into the Inbox. Its id follows from the key, so it is put there once. */
final class AddTool extends OwnTool {
    private final Vault vault;
    private final Ground ground;

    AddTool(Vault vault) {
        super("vault.add", "Puts a new matter into the Inbox, to be planned like any other.");
        this.vault = vault;
        this.ground = new Ground(vault);
    }

    @Override
    public Schema arguments() {
        return new SchemaBuilder()
                .string("title", "The matter's title, on one line.")
                .note("text", "What is wanted.")
                .string("client", "The client it is for.")
                .string("due", "date", "By when: 2026-11-24.")
                .required("title", "text")
                .build();
    }

    @Override
    public Schema outputs() {
        return new SchemaBuilder()
                .string("id", "The new matter's id.")
                .string("name", "Its file's name.")
                .build();
    }

    @Override
    List<ArgumentFault> check(Arguments arguments) {
        Faults faults = new Faults();
        Written.check(arguments, faults);
        Written.client(arguments, ground, faults);
        String due = arguments.text("due");
        if (!due.isBlank() && !arguments.pending(due)) {
            try {
                LocalDate.parse(due.strip());
            } catch (DateTimeParseException notOne) {
                faults.add("due", "is no date", "Write it as 2026-11-24.");
            }
        }
        return faults.list();
    }

    @Override
    Deed deed(Arguments arguments) {
        return new Deed("adds", "matter", "matters", "to the Inbox", List.of(), Optional.empty(), false);
    }

    @Override
    Outcome act(Arguments arguments, Call call) throws IOException {
        Child child = Child.of(vault, arguments, call);
        String stem = Names.stem(arguments.text("title"));
        String clash = Names.unique(stem, child.id(), key -> key.equals(Names.clashKey(stem)));
        List<String> names = List.of(stem + ".md", clash + ".md");
        Path inbox = vault.folder(Stage.INBOX);
        Optional<String> obstacle = ground.obstacle(inbox.resolve(names.getFirst()));
        if (obstacle.isPresent()) {
            return failed(new ToolError.Permission(obstacle.get()));
        }
        Optional<String> earlier = child.standing(names);
        if (earlier.isPresent()) {
            return added(child.id(), earlier.get());
        }
        byte[] note = child.note().getBytes(StandardCharsets.UTF_8);
        for (String name : names) {
            if (ground.publish(inbox.resolve(name), note)) {
                return added(child.id(), name);
            }
        }
        return failed(new ToolError.Duplicate(names.getLast() + " stands in the Inbox already", Optional.empty()));
    }

    private static Outcome added(MatterId id, String name) {
        return done(
                id + " " + name,
                JsonNodeFactory.instance.objectNode().put("id", id.value()).put("name", name));
    }
}
