package dev.factotum.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.tool.Account;
import dev.factotum.tool.AttachedFile;
import dev.factotum.tool.Tool;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A step that passed every check: what will run.
 *
 * @param arguments typed by the tool's schema and completed; references such as {@code ${s1.pdf}} still unresolved
 * @param files attachments that are no references, with their digests
 * @param references every reference in the arguments
 * @param items what each {@code $item.NAME} used stands for in the text that was checked
 */
public record TypedStep(
        StepId id,
        Step written,
        Tool tool,
        Account account,
        ObjectNode arguments,
        List<AttachedFile> files,
        List<Reference> references,
        Map<String, String> items,
        Optional<Instant> notBefore) {
    public TypedStep {
        files = List.copyOf(files);
        references = List.copyOf(references);
        items = Map.copyOf(items);
    }

    /** The arguments with the matter's own words put in; what a step puts there stays a reference. */
    public ObjectNode quoting() {
        return References.resolve(
                this, (of, name) -> of.equals("item") ? items.getOrDefault(name, "") : "${" + of + "." + name + "}");
    }

    /**
     * A use of another step's output or of the matter itself.
     *
     * @param of a step's id, or {@code item}
     * @param whole true where it is the argument's whole value
     */
    public record Reference(String argument, String of, String output, boolean whole) {}
}
