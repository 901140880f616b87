package dev.factotum.llm;

import dev.factotum.vault.Vault;
import dev.factotum.world.FileTooLargeException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An endpoint that is not asked at present, as all processes of a vault remember it; other settings or another key open it
 * at once.
 *
 * @param kind rate, billing, auth, nokey or failing
 * @param until empty where only other settings help, or a day
 */
public record ClosedEndpoint(String name, String kind, String why, Optional<Instant> until) {
    /** Reads one small file; writes nothing and waits for nobody. */
    public static List<ClosedEndpoint> read(Vault vault) throws IOException {
        Optional<Book> book;
        try {
            book = Book.of(vault.world().disk().read(BookFile.place(vault), BookFile.LARGEST));
        } catch (NoSuchFileException | FileTooLargeException none) {
            return List.of();
        }
        Instant now = vault.world().clock().instant();
        List<ClosedEndpoint> closed = new ArrayList<>();
        book.ifPresent(read -> read.endpoints()
                .forEach((name, state) -> state.asRemembered(name, now).ifPresent(closed::add)));
        return closed;
    }
}
