package dev.factotum.cli;

import dev.factotum.vault.MatterId;
import dev.factotum.vault.Vault;
import dev.factotum.world.DiskFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The matters of the list that was printed last, so that people can say {@code @1}. Never leaves this machine. */
final class LastList {
    private static final int MOST = 999;
    private static final long LIMIT = 64 << 10;

    private final Vault vault;

    LastList(Vault vault) {
        this.vault = vault;
    }

    /**
     * Remembers a list that is about to be printed; its first matter is {@code @1}.
     *
     * @return false where the disk takes nothing now: print no numbers then
     */
    boolean keep(List<MatterId> shown) throws IOException {
        String lines = shown.stream().limit(MOST).map(id -> id.value() + "\n").collect(Collectors.joining());
        try {
            vault.world().disk().makeFolder(folder());
            vault.files().writeLazily(file(), lines.getBytes(StandardCharsets.UTF_8));
            return true;
        } catch (IOException e) {
            return switch (DiskFailure.of(e)) {
                case FULL, READ_ONLY, DENIED -> false;
                case FAILING -> throw e;
            };
        }
    }

    /** The matter with this number, counted from 1. */
    Optional<MatterId> at(int number) throws IOException {
        List<String> lines;
        try {
            byte[] all = vault.world().disk().read(file(), LIMIT);
            lines = new String(all, StandardCharsets.UTF_8).lines().toList();
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
        return number < 1 || number > lines.size() ? Optional.empty() : MatterId.parse(lines.get(number - 1));
    }

    private Path folder() {
        return vault.hidden().resolve("local");
    }

    private Path file() {
        return folder().resolve("last-list");
    }
}
