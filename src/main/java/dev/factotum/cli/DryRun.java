package dev.factotum.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.engine.Overview;
import dev.factotum.engine.Overview.Scheduled;
import dev.factotum.engine.Overview.Waiting;
import dev.factotum.engine.OverviewReader;
import dev.factotum.markdown.Escape;
import dev.factotum.vault.Names;
import dev.factotum.vault.Stage;
import dev.factotum.vault.Vault;
import dev.factotum.world.FileFacts;
import dev.factotum.world.Listed;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** What a run would take up, from names and first lines alone; nothing is locked and nothing written. */
final class DryRun {
    private final Out out;
    private final Workplace workplace;

    DryRun(Out out, Workplace workplace) {
        this.out = out;
        this.workplace = workplace;
    }

    void print() throws IOException {
        Vault vault = workplace.vault();
        Overview overview = new OverviewReader(vault).read();
        Instant now = overview.at();
        ObjectNode json = out.object("run").put("dryRun", true);
        list(json.putArray("take"), "would take in", names(vault.folder(Stage.INBOX)));
        list(json.withArray("take"), "would take in", statements(vault));
        list(json.putArray("plan"), "would plan", names(vault.folder(Stage.NEEDS_ACTION)));
        list(
                json.putArray("decide"),
                "would act on your decision in",
                overview.waiting().stream()
                        .filter(Waiting::ticked)
                        .map(Waiting::title)
                        .toList());
        list(
                json.putArray("execute"),
                overview.paused().isPresent() ? "paused, would not carry out" : "would carry out",
                overview.scheduled().stream()
                        .filter(one -> one.until().map(t -> !now.isBefore(t)).orElse(true))
                        .map(Scheduled::title)
                        .toList());
        if (out.json()) {
            out.print(json);
        } else if (json.findValues("take").isEmpty() || nothing(json)) {
            out.print("Nothing would be taken up.");
        }
    }

    private static boolean nothing(ObjectNode json) {
        return List.of("take", "plan", "decide", "execute").stream()
                .allMatch(key -> json.path(key).isEmpty());
    }

    private void list(ArrayNode into, String words, List<String> titles) {
        for (String title : titles) {
            into.add(title);
            if (!out.json()) {
                out.print(words + "  " + Style.BOLD.of(Escape.terminal(title).replace('\n', ' ')));
            }
        }
    }

    private List<String> statements(Vault vault) throws IOException {
        return names(vault.root().resolve("Bank_Transactions")).stream()
                .filter(name -> !name.endsWith(".md"))
                .toList();
    }

    private List<String> names(Path folder) throws IOException {
        try {
            return workplace.vault().world().disk().list(folder).stream()
                    .filter(one -> one.kind() == FileFacts.Kind.FILE && !Names.ignored(one.name()))
                    .map(Listed::name)
                    .sorted()
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }
}
