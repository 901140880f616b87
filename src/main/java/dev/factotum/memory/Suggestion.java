package dev.factotum.memory;

import com.github.f4b6a3.ulid.Ulid;
import dev.factotum.markdown.Escape;
import dev.factotum.markdown.Properties;
import dev.factotum.vault.Digest;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Names;
import dev.factotum.vault.Stage;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Something that the agent would have written into the person's own files: a matter whose step does it, once they approve
 * it, or one without a step, where only a person can write it. Its id follows from its subject, so it is made once,
 * whatever becomes of it.
 *
 * @param subject what it is about, the same for the same suggestion
 * @param body Markdown, everything in it escaped
 */
record Suggestion(String subject, String title, Optional<String> client, String body, Optional<Deed> deed) {
    /** @param title of the step @param lines of its fence, each on a line of its own */
    record Deed(String title, String lines) {}

    /** The property that says so, for {@link Suggestions}. */
    static final String PROPERTY = "suggestion";

    /** The same for all: an id begins with a time. */
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    private static final long LARGEST = 1 << 16;

    private MatterId id(Vault vault) {
        byte[] key = (vault.id() + "\n" + subject).getBytes(StandardCharsets.UTF_8);
        byte[] chance = Arrays.copyOf(HexFormat.of().parseHex(Digest.of(key).hex()), Ulid.RANDOM_BYTES);
        return new MatterId(new Ulid(TIME.toEpochMilli(), chance).toString());
    }

    /** Lays it into the Inbox, unless it was made before. */
    void make(Vault vault) throws IOException {
        MatterId id = id(vault);
        if (!vault.ledgers().of(id).entries().isEmpty()
                || vault.ledgers().closed(id).isPresent()) {
            return;
        }
        String stem = Names.stem(title);
        String clash = Names.unique(stem, id, key -> key.equals(Names.clashKey(stem)));
        Path inbox = vault.folder(Stage.INBOX);
        List<Path> places = List.of(inbox.resolve(stem + ".md"), inbox.resolve(clash + ".md"));
        for (Path place : places) {
            if (stands(vault, place, id)) {
                return;
            }
        }
        for (Path place : places) {
            try {
                vault.files().publish(place, note(id).getBytes(StandardCharsets.UTF_8));
                return;
            } catch (FileAlreadyExistsException another) {
                // The next name is tried; where both are taken, the next occasion makes it.
            }
        }
    }

    private static boolean stands(Vault vault, Path place, MatterId id) throws IOException {
        try {
            String text = new String(vault.world().disk().read(place, LARGEST), StandardCharsets.UTF_8);
            return Properties.of(text).text("id").equals(Optional.of(id.value()));
        } catch (NoSuchFileException none) {
            return false;
        }
    }

    private String note(MatterId id) {
        return "---\n"
                + client.map(name -> "client: " + Escape.scalar(name) + "\n").orElse("") + "kind: question\n" + PROPERTY
                + ": true\nid: " + id + "\n---\n\n# " + Escape.line(title) + "\n\n" + body
                + deed.map(step -> "\n## Steps\n\n- [ ] **" + Escape.line(step.title()) + "**\n\n```step\n"
                                + step.lines() + "\n```\n")
                        .orElse("");
    }
}
