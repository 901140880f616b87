package dev.factotum.job;

import dev.factotum.world.Person;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A vault as a stranger sees it: files with text. */
interface VaultReader {
    /** All files below a folder with their text, by path relative to it; none where there is no folder. */
    Map<String, String> files(Path folder);

    /** The text of one file; empty where there is none. */
    String text(Path file);

    /** The in-memory disk. */
    static VaultReader of(Person person) {
        return new VaultReader() {
            @Override
            public Map<String, String> files(Path folder) {
                return person.files(folder);
            }

            @Override
            public String text(Path file) {
                return person.exists(file) ? person.read(file) : "";
            }
        };
    }

    /** The real disk; to be read while no process works there. */
    static VaultReader real() {
        return new VaultReader() {
            @Override
            public Map<String, String> files(Path folder) {
                Map<String, String> found = new TreeMap<>();
                if (Files.isDirectory(folder)) {
                    try (Stream<Path> paths = Files.walk(folder)) {
                        paths.filter(Files::isRegularFile)
                                .forEach(path ->
                                        found.put(folder.relativize(path).toString(), text(path)));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
                return found;
            }

            @Override
            public String text(Path file) {
                try {
                    return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }
}
