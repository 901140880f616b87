package dev.factotum.channel.sandbox;

import dev.factotum.markdown.Escape;
import dev.factotum.tool.AttachedFile;
import dev.factotum.tool.Call;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.Receipt;
import dev.factotum.tool.ToolError;
import dev.factotum.tool.ToolId;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Where simulated sends go: {@code Outbox/CHANNEL/KEY.md}, published whole and never replaced. The name is the key, so
 * the same send twice is the same file and the same receipt. Thread-safe.
 */
public final class Outbox {
    private static final long LARGEST = 64L << 20;

    private final Vault vault;

    public Outbox(Vault vault) {
        this.vault = vault;
    }

    /** The check of the files that a send takes along, on the same disk. */
    Unchanged unchanged() {
        return new Unchanged(vault.world().disk());
    }

    Outcome send(Call call, ToolId skill, Letter letter) {
        String name = "Outbox/" + skill.channel() + "/" + call.key() + ".md";
        Path file = vault.root().resolve(name);
        String head = head(call, skill);
        String tail = tail(call, letter);
        String page = head + "at: " + call.at().truncatedTo(ChronoUnit.SECONDS) + "\n" + tail;
        try {
            return publish(file, page) || sameSend(file, head, tail)
                    ? new Outcome.Done(new Receipt("simulated: " + name, true), letter.outputs())
                    : new Outcome.Failed(new ToolError.Duplicate(
                            name + " stands already and says something else", Optional.of(name)));
        } catch (IOException failed) {
            return new Outcome.Unknown(name + " could not be written: " + failed.getMessage());
        }
    }

    /** False where something stands there already. */
    private boolean publish(Path file, String page) throws IOException {
        try {
            vault.files().publish(file, page.getBytes(StandardCharsets.UTF_8));
            return true;
        } catch (FileAlreadyExistsException taken) {
            return false;
        }
    }

    /** True where the file is this send; only the time at which it was first sent may differ. */
    private boolean sameSend(Path file, String head, String tail) throws IOException {
        String standing = new String(vault.world().disk().read(file, LARGEST), StandardCharsets.UTF_8);
        if (!standing.startsWith(head + "at: ")) {
            return false;
        }
        int end = standing.indexOf('\n', head.length());
        return end >= 0 && standing.substring(end + 1).equals(tail);
    }

    private static String head(Call call, ToolId skill) {
        return "---\nsimulated: true\nskill: " + skill + "\naccount: "
                + Escape.scalar(call.account().name()) + "\nmatter: " + call.matter() + "\n";
    }

    private static String tail(Call call, Letter letter) {
        StringBuilder text = new StringBuilder();
        letter.notes()
                .forEach((name, value) -> text.append(name)
                        .append(": ")
                        .append(Escape.scalar(value))
                        .append('\n'));
        if (!call.files().isEmpty()) {
            text.append("attachments:\n");
            for (AttachedFile file : call.files()) {
                text.append("  - name: ").append(Escape.scalar(file.name())).append('\n');
                text.append("    sha256: ").append(file.digest()).append('\n');
            }
        }
        return text.append("---\n\n").append(letter.content()).toString();
    }
}
