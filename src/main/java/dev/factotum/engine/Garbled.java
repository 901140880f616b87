package dev.factotum.engine;

import dev.factotum.vault.MatterId;
import dev.factotum.vault.SafeFiles;
import dev.factotum.vault.Seen;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Optional;

/** A matter's file that is no UTF-8 text: its bytes are kept under Attachments before anything is written. */
final class Garbled {
    /** Maps every byte to some character, and the letters of western editors to the right ones. */
    private static final Charset WESTERN = Charset.forName("windows-1252");

    private Garbled() {}

    /** The text, or empty where the bytes are not strict UTF-8 or hold a NUL. */
    static Optional<String> strict(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.indexOf('\0') >= 0 ? Optional.empty() : Optional.of(text);
        } catch (CharacterCodingException garbled) {
            return Optional.empty();
        }
    }

    /** The text, or for what is none the nearest there is. */
    static String readable(byte[] bytes) {
        return strict(bytes).orElseGet(() -> new String(bytes, WESTERN).replace('\0', '\uFFFD'));
    }

    /** Text in place of the bytes, which are kept; empty where a person was faster. */
    static Optional<String> mend(Vault vault, Seen file, MatterId id, byte[] bytes) throws IOException {
        keep(vault, file, id, bytes);
        String text = readable(bytes);
        SafeFiles.Replaced replaced = vault.files().replace(file.path(), bytes, text.getBytes(StandardCharsets.UTF_8));
        return replaced == SafeFiles.Replaced.DONE ? Optional.of(text) : Optional.empty();
    }

    private static void keep(Vault vault, Seen file, MatterId id, byte[] bytes) throws IOException {
        for (int i = 1; i < 100; i++) {
            String name = (i == 1 ? "Original " : "Original " + i + " ") + file.name();
            Path path = vault.attachments().file(id, name);
            try {
                vault.files().publish(path, bytes);
                return;
            } catch (FileAlreadyExistsException taken) {
                if (java.util.Arrays.equals(vault.world().disk().read(path, Session.LIMIT), bytes)) {
                    return;
                }
            }
        }
        throw new FileAlreadyExistsException(file.path().toString());
    }

    /** True where a merge left its markers: what stands there is nobody's word. */
    static boolean conflicted(String text) {
        return text.startsWith("<<<<<<< ") || text.contains("\n<<<<<<< ") && text.contains("\n>>>>>>> ");
    }
}
