package dev.factotum.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.engine.Overview;
import dev.factotum.llm.ClosedEndpoint;
import dev.factotum.markdown.Escape;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.util.List;

/**
 * How the models fare, for status: who is passed over at present and why, and what waits for a model. Where no model was
 * ever asked, nothing of them is loaded.
 */
final class ModelsGlance {
    private static final int MOST = 3;

    private final Overview overview;
    private final List<ClosedEndpoint> closed;

    private ModelsGlance(Overview overview, List<ClosedEndpoint> closed) {
        this.overview = overview;
        this.closed = closed;
    }

    static ModelsGlance of(Vault vault, Overview overview) throws IOException {
        boolean asked = vault.world()
                .disk()
                .facts(vault.hidden().resolve("local").resolve("usage.json"))
                .isPresent();
        return new ModelsGlance(overview, asked ? ClosedEndpoint.read(vault) : List.of());
    }

    /** Prints nothing where all is well. */
    void print(Out out, When when) {
        if (closed.isEmpty() && overview.forModel().isEmpty()) {
            return;
        }
        out.print("");
        out.print("Models");
        for (ClosedEndpoint one : closed) {
            String until = one.until()
                    .map(when::soon)
                    .map(time -> " until " + time)
                    .orElse(" until its settings or its key change, or for a day");
            out.print("  " + Style.YELLOW.of("!") + " " + clean(one.name()) + " is passed over" + until + ": "
                    + Style.DIM.of(clean(one.why())));
        }
        overview.forModel().stream()
                .limit(MOST)
                .forEach(one -> out.print("  " + Style.BOLD.of(clean(one.title())) + " waits for a model: "
                        + Style.DIM.of(clean(one.why()))));
        int more = overview.forModel().size() - MOST;
        if (more > 0) {
            out.print("  and " + more + " more wait for a model");
        }
    }

    void into(ObjectNode models) {
        ArrayNode over = models.putArray("passedOver");
        closed.forEach(one -> over.addObject()
                .put("name", one.name())
                .put("kind", one.kind())
                .put("why", one.why())
                .put("until", StatusJson.text(one.until())));
        ArrayNode waiting = models.putArray("waiting");
        overview.forModel()
                .forEach(one -> waiting.addObject()
                        .put("id", one.id().value())
                        .put("title", one.title())
                        .put("file", one.file())
                        .put("why", one.why()));
    }

    private static String clean(String text) {
        return Escape.terminal(text).replace('\n', ' ');
    }
}
