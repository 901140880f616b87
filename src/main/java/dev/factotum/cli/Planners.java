package dev.factotum.cli;

import dev.factotum.audit.AuditEvent;
import dev.factotum.audit.AuditLog;
import dev.factotum.config.Settings;
import dev.factotum.crew.CallBook;
import dev.factotum.crew.Guide;
import dev.factotum.crew.ModelPlanner;
import dev.factotum.crew.NotedEmbeddings;
import dev.factotum.crew.PromptBook;
import dev.factotum.engine.Assessor.EngineVault;
import dev.factotum.engine.Recollection;
import dev.factotum.llm.Embeddings;
import dev.factotum.llm.ModelName;
import dev.factotum.problem.Problem;
import dev.factotum.tool.Toolbox;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Wires the planners that ask models. */
record Planners(
        Vault vault,
        Supplier<Settings> settings,
        Toolbox toolbox,
        AuditLog audit,
        Optional<Logbook> logbook,
        Consumer<AuditEvent> listener,
        BooleanSupplier ending,
        Consumer<Runnable> onEnding,
        Guide.Shelf guides) {
    /** The models as the settings have them. */
    Mind mind() {
        return mind(Optional.empty());
    }

    /** @param only this model is asked, for everything, and none in its place */
    Mind mind(Optional<ModelName> only) {
        Mind mind = new Mind(
                vault, settings, secret -> logbook.ifPresent(log -> log.conceal(secret)), this::warned, ending, only);
        onEnding.accept(mind::end);
        return mind;
    }

    /** The models' vectors, each call of which the audit log is told. */
    Embeddings vectors(Mind mind) {
        return new NotedEmbeddings(mind, new CallBook(audit, vault.world().clock()));
    }

    /** @param recollection what it is told of the past */
    ModelPlanner asking(Mind mind, PromptBook prompts, Recollection recollection) {
        return new ModelPlanner(
                new EngineVault(vault, toolbox),
                mind,
                mind,
                prompts,
                new CallBook(audit, vault.world().clock()),
                recollection,
                guides);
    }

    /** What a model or its budget complains of stands in the audit log; where that fails, in the program's own. */
    private void warned(Problem problem) {
        AuditEvent event = AuditEvent.ofVault(vault.world().clock().instant(), "warning", "agent", problem.oneLine());
        try {
            audit.append(List.of(event));
            listener.accept(event);
        } catch (IOException failed) {
            logbook.ifPresent(log -> log.problem(problem));
        }
    }
}
