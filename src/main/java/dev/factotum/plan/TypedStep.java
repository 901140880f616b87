package dev.factotum.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.tool.Account;
import dev.factotum.tool.AttachedFile;
import dev.factotum.tool.Tool;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A step that passed every check: what will run.
 *
 * @param arguments typed by the tool's schema and completed; references such as {@code ${s1.pdf}} still unresolved
 * @param files attachments that are no references, with their digests
 * @param references every reference in the arguments
 */
public record TypedStep(
        StepId id,
        Step written,
        Tool tool,
        Account account,
        ObjectNode arguments,
        List<AttachedFile> files,
        List<Reference> references,
        Optional<Instant> notBefore) {
    public TypedStep {
        files = List.copyOf(files);
        references = List.copyOf(references);
    }

    /**
     * A use of another step's output or of the matter itself.
     *
     * @param of a step's id, or {@code item}
     * @param whole true where it is the argument's whole value
     */
    public record Reference(String argument, String of, String output, boolean whole) {}
}
