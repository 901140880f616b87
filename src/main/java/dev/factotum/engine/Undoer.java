package dev.factotum.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factotum.plan.Argument;
import dev.factotum.plan.Checked;
import dev.factotum.plan.Draft;
import dev.factotum.plan.Mark;
import dev.factotum.plan.OnFail;
import dev.factotum.plan.PlanCheck;
import dev.factotum.plan.PlanText;
import dev.factotum.plan.Step;
import dev.factotum.plan.StepId;
import dev.factotum.plan.TypedStep;
import dev.factotum.tool.Receipt;
import dev.factotum.tool.Undoing;
import dev.factotum.vault.Digest;
import dev.factotum.vault.LedgerEntry;
import dev.factotum.vault.LedgerEntry.Approved;
import dev.factotum.vault.LedgerEntry.Result;
import dev.factotum.vault.MatterId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Drafts the plan that takes back what a finished matter did, newest step first. */
public final class Undoer {
    private final EngineParts parts;

    public Undoer(EngineParts parts) {
        this.parts = parts;
    }

    /**
     * What can be taken back; a step that several approvals of the matter named, once.
     *
     * @param draft its steps are empty where nothing can
     * @param left ids of done steps that no tool can take back
     */
    public record Undo(Draft draft, List<String> left) {}

    /** @param title the finished matter's title */
    public Undo of(MatterId id, String title) throws IOException {
        List<LedgerEntry> entries = parts.vault().ledgers().closed(id).orElse(List.of());
        History history = History.of(entries);
        List<Step> steps = new ArrayList<>();
        List<String> left = new ArrayList<>();
        Set<StepId> taken = new HashSet<>();
        for (LedgerEntry entry : entries.reversed()) {
            if (entry instanceof Approved approved) {
                for (TypedStep done : steps(id, history, approved.plan(), title).reversed()) {
                    Optional<Result> result =
                            history.of(done.id().value()).done().flatMap(Attempts.Try::result);
                    if (result.isEmpty() || !taken.add(done.id())) {
                        continue;
                    }
                    Optional<Undoing> undoing = done.tool()
                            .undo(
                                    done.arguments(),
                                    Outputs.read(result.get().outputs()),
                                    new Receipt(
                                            result.get().receipt(), result.get().simulated()));
                    if (undoing.isPresent()) {
                        steps.add(step(undoing.get(), done, steps.size() + 1));
                    } else {
                        left.add(done.id().value());
                    }
                }
            }
        }
        return new Undo(new Draft("Undo: " + title, steps, "Takes back what “" + title + "” did."), left);
    }

    /** A person takes the matter back: what its rule did by itself so far waits for a person again. */
    public void taken(MatterId id) throws IOException {
        Demotions.undone(
                parts, id, History.of(parts.vault().ledgers().closed(id).orElse(List.of())));
    }

    private List<TypedStep> steps(MatterId id, History history, Digest plan, String title) throws IOException {
        byte[] copy;
        try {
            copy = parts.vault()
                    .world()
                    .disk()
                    .read(parts.vault().hidden().resolve("approved").resolve(plan.hex() + ".md"), Session.LIMIT);
        } catch (NoSuchFileException lost) {
            return List.of();
        }
        PlanText text = PlanText.parse(new String(copy, StandardCharsets.UTF_8), title + ".md");
        MatterContext context = new MatterContext(
                new Assessor.EngineVault(parts.vault(), parts.toolbox()),
                parts.settings().get(),
                id,
                history,
                text);
        return switch (PlanCheck.check(text, context)) {
            case Checked.Good(List<TypedStep> run) -> run;
            case Checked.Bad(var ignored) -> List.of();
        };
    }

    /** Lists of scalars item by item, other values as one line. */
    private static Argument.Form form(JsonNode value) {
        if (!value.isArray()) {
            return new Argument.Form.Line(value.asText());
        }
        List<String> items = new ArrayList<>();
        value.forEach(item -> items.add(item.asText()));
        return new Argument.Form.Items(items);
    }

    private static Step step(Undoing undoing, TypedStep done, int number) {
        List<Argument> arguments = new ArrayList<>();
        undoing.arguments().properties().forEach(entry -> {
            arguments.add(new Argument(entry.getKey(), form(entry.getValue()), 0));
        });
        boolean named = done.tool().own().isEmpty() && !done.account().name().equals("sandbox");
        return new Step(
                Optional.of(new StepId("s" + number)),
                undoing.title(),
                Mark.OPEN,
                undoing.tool().value(),
                named ? Optional.of(done.account().name()) : Optional.empty(),
                List.of(),
                OnFail.STOP,
                Optional.empty(),
                arguments,
                0);
    }
}
