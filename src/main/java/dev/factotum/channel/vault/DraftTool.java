package dev.factotum.channel.vault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.channel.sandbox.Faults;
import dev.factotum.markdown.Escape;
import dev.factotum.tool.ArgumentFault;
import dev.factotum.tool.Call;
import dev.factotum.tool.Deed;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.Receipt;
import dev.factotum.tool.Schema;
import dev.factotum.tool.SchemaBuilder;
import dev.factotum.tool.ToolError;
import dev.factotum.tool.Undoing;
import dev.factotum.vault.Names;
import dev.factotum.vault.Vault;
import dev.factotum.world.FileFacts;
import dev.factotum.world.Listed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * {@code content.draft}: a text for later, in Content/ or the client's own. The date in its name is the day it was
 * written; what stands inside depends on the step only, so a repeat on another day finds the earlier file.
 */
final class DraftTool extends OwnTool {
    private static final int DATE = "2026-11-20".length();

    private final Vault vault;
    private final ZoneId zone;
    private final Ground ground;

    DraftTool(Vault vault, ZoneId zone) {
        super("content.draft", "Puts a draft of a text into Content/, or into a client's Content/.");
        this.vault = vault;
        this.zone = zone;
        this.ground = new Ground(vault);
    }

    @Override
    public Schema arguments() {
        return new SchemaBuilder()
                .string("title", "The draft's title, on one line.")
                .note("text", "The text.")
                .string("channel", "Where it is to appear: x, linkedin, newsletter.")
                .string("client", "The client it is for.")
                .required("title", "text")
                .build();
    }

    @Override
    public Schema outputs() {
        return new SchemaBuilder()
                .string("path", "The draft's path.")
                .string("sha256", "Digest of the draft as it was left.")
                .build();
    }

    @Override
    List<ArgumentFault> check(Arguments arguments) {
        Faults faults = new Faults();
        Written.check(arguments, faults);
        Written.line("channel", arguments, faults);
        Written.client(arguments, ground, faults);
        return faults.list();
    }

    @Override
    Deed deed(Arguments arguments) {
        return new Deed("writes", "draft", "drafts", "in " + folder(arguments), List.of(), Optional.empty(), false);
    }

    @Override
    Outcome act(Arguments arguments, Call call) throws IOException {
        String folder = folder(arguments);
        Path place = vault.root().resolve(folder);
        String dated = Names.stem(LocalDate.ofInstant(call.at(), zone) + " " + arguments.text("title"));
        byte[] content = content(arguments, call);
        Optional<String> obstacle = ground.obstacle(place.resolve(dated + ".md"));
        if (obstacle.isPresent()) {
            return failed(new ToolError.Permission(obstacle.get()));
        }
        String clash = " (" + call.key().substring(0, 6) + ")";
        List<String> names = List.of(dated + ".md", dated + clash + ".md");
        ground.sweepBeside(place.resolve(names.getFirst()));
        Optional<String> earlier = earlier(place, names, content);
        if (earlier.isPresent()) {
            return written(folder + "/" + earlier.get(), content);
        }
        for (String name : names) {
            if (ground.publish(place.resolve(name), content)) {
                return written(folder + "/" + name, content);
            }
        }
        return failed(new ToolError.Duplicate(names.getLast() + " stands already", Optional.empty()));
    }

    /** The file that an earlier call of this step left, whatever day that was. */
    private Optional<String> earlier(Path place, List<String> names, byte[] content) throws IOException {
        List<String> tails = names.stream().map(DraftTool::afterDate).toList();
        for (Listed listed : listed(place)) {
            String name = listed.name();
            if (listed.kind() == FileFacts.Kind.FILE
                    && name.length() > DATE
                    && tails.contains(afterDate(name))
                    && Arrays.equals(vault.world().disk().read(place.resolve(name), Appending.LARGEST), content)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    private List<Listed> listed(Path place) throws IOException {
        try {
            return vault.world().disk().list(place);
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    private static String afterDate(String name) {
        return name.substring(DATE);
    }

    private static Outcome written(String path, byte[] content) {
        return done(path, NoteTool.outputs(path, content));
    }

    private static byte[] content(Arguments arguments, Call call) {
        StringBuilder text = new StringBuilder("---\nstatus: draft\n");
        for (String name : List.of("channel", "client")) {
            if (arguments.has(name)) {
                text.append(name)
                        .append(": ")
                        .append(Escape.scalar(arguments.text(name)))
                        .append('\n');
            }
        }
        text.append("matter: ").append(call.matter()).append('\n');
        text.append("step: ").append(Escape.scalar(call.step())).append("\n---\n\n# ");
        text.append(Escape.line(arguments.text("title"))).append("\n\n");
        text.append(new String(NoteTool.lines(arguments.text("text")), StandardCharsets.UTF_8));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String folder(Arguments arguments) {
        String client = arguments.text("client").strip();
        return client.isEmpty() ? "Content" : "Clients/" + client + "/Content";
    }

    @Override
    public Optional<Undoing> undo(ObjectNode arguments, ObjectNode outputs, Receipt receipt) {
        return RemoveTool.of(outputs);
    }
}
