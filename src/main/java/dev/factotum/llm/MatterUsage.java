package dev.factotum.llm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.config.Settings.Amount;
import dev.factotum.vault.LineFile;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What one matter used in all its life: a small file of its own, so that nobody reads days for it. Each attempt stands in
 * it once, by its id: a line that was written twice is counted once.
 */
final class MatterUsage {
    private final LineFile file;
    private final Set<String> ids = new HashSet<>();
    private Usage usage = Usage.NONE;
    private boolean doubtful;

    private MatterUsage(LineFile file) {
        this.file = file;
    }

    static MatterUsage read(LineFile file) throws IOException {
        MatterUsage read = new MatterUsage(file);
        file.read(0, line -> Json.read(line).ifPresent(read::count));
        return read;
    }

    Usage usage() {
        return usage;
    }

    private void count(ObjectNode line) {
        Optional<String> id = Json.maybe(line, "id");
        if (id.isPresent() && ids.add(id.get())) {
            usage = usage.plus(
                    line.path("tokens").asLong(),
                    Json.decimal(line, "cost")
                            .flatMap(value ->
                                    Json.maybe(line, "currency").map(currency -> new Amount(value, currency))));
        }
    }

    /** Adds what is not there yet, durably. */
    void add(UsageLine used) throws IOException {
        if (ids.contains(used.id())) {
            doubtful = true;
            return;
        }
        ObjectNode line = Json.object().put("id", used.id()).put("tokens", used.tokens());
        used.cost().ifPresent(amount -> line.put("cost", amount.value()).put("currency", amount.currency()));
        file.append(UsageFiles.bytes(Json.text(line)));
        count(line);
    }

    /** What somebody else has written need not be durable yet. */
    void settle() throws IOException {
        if (doubtful) {
            file.settle();
        }
    }
}
