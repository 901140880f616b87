package dev.factotum.channel.vault;

import com.github.f4b6a3.ulid.Ulid;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.markdown.Escape;
import dev.factotum.markdown.Properties;
import dev.factotum.tool.Call;
import dev.factotum.vault.LedgerEntry;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Stage;
import dev.factotum.vault.Trust;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A matter that another one brings forth. What it is follows from the parent and the key alone.
 *
 * @param id a ULID: the time of the step's first intent, and 80 bits of the key
 * @param note the file's text
 */
record Child(Vault vault, MatterId id, String note) {
    static Child of(Vault vault, Arguments arguments, Call call) throws IOException {
        List<LedgerEntry> parent = vault.ledgers().of(call.matter()).entries();
        byte[] chance = Arrays.copyOf(HexFormat.of().parseHex(call.key()), Ulid.RANDOM_BYTES);
        MatterId id = new MatterId(new Ulid(firstIntent(parent, call).toEpochMilli(), chance).toString());
        return new Child(vault, id, note(arguments, call, id, outside(parent, call)));
    }

    /** When the step was first about to be called: a repeat has the same. */
    private static Instant firstIntent(List<LedgerEntry> parent, Call call) {
        for (LedgerEntry entry : parent) {
            if (entry instanceof LedgerEntry.Intent intent && intent.key().equals(call.key())) {
                return intent.t();
            }
        }
        return call.at();
    }

    /** True where the parent holds somebody else's words, which the child may carry on. */
    private static boolean outside(List<LedgerEntry> parent, Call call) {
        return call.conversation().from().isPresent()
                || parent.stream()
                        .anyMatch(entry -> entry instanceof LedgerEntry.Born born && born.trust() == Trust.UNTRUSTED);
    }

    private static String note(Arguments arguments, Call call, MatterId id, boolean outside) {
        StringBuilder text = new StringBuilder("---\n");
        if (arguments.has("client")) {
            text.append("client: ")
                    .append(Escape.scalar(arguments.text("client").strip()))
                    .append('\n');
        }
        text.append("kind: request\n");
        if (arguments.has("due")) {
            text.append("due: ")
                    .append(LocalDate.parse(arguments.text("due").strip()))
                    .append('\n');
        }
        text.append("parent: ").append(call.matter()).append('\n');
        if (outside) {
            text.append("source: ").append(call.matter()).append('\n');
        }
        text.append("id: ").append(id).append("\n---\n\n# ");
        text.append(Escape.line(arguments.text("title"))).append("\n\n");
        text.append(new String(NoteTool.lines(arguments.text("text")), StandardCharsets.UTF_8));
        return text.toString();
    }

    /** The name under which the matter exists already: in the Inbox, or taken in and known to its ledger. */
    Optional<String> standing(List<String> names) throws IOException {
        for (String name : names) {
            if (isThis(name)) {
                return Optional.of(name);
            }
        }
        List<LedgerEntry> entries = vault.ledgers().of(id).entries();
        if (entries.isEmpty()) {
            entries = vault.ledgers().closed(id).orElse(List.of());
        }
        return entries.isEmpty()
                ? Optional.empty()
                : Optional.of(bornAs(entries).orElse(names.getFirst()));
    }

    private boolean isThis(String name) throws IOException {
        try {
            byte[] standing =
                    vault.world().disk().read(vault.folder(Stage.INBOX).resolve(name), Appending.LARGEST);
            return Properties.of(new String(standing, StandardCharsets.UTF_8))
                    .text("id")
                    .equals(Optional.of(id.value()));
        } catch (NoSuchFileException absent) {
            return false;
        }
    }

    private static Optional<String> bornAs(List<LedgerEntry> entries) {
        for (LedgerEntry entry : entries) {
            if (entry instanceof LedgerEntry.Born born) {
                return Optional.of(born.name());
            }
        }
        return Optional.empty();
    }
}
