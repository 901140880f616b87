package dev.factotum.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;

/** The vault that {@code agent init} lays down, as packaged with the program. */
final class VaultTemplate {
    private static final String FOLDERS = ".folders";
    private static final String ROOT = "/vault-template";

    private VaultTemplate() {}

    /** Every file, as a path with slashes. */
    static List<String> files() throws IOException {
        return lines(ROOT + ".list")
                .filter(name -> !name.endsWith("/") && !name.equals(FOLDERS))
                .toList();
    }

    /** Folders that are there from the start though nothing is in them. */
    static List<String> folders() throws IOException {
        return lines(ROOT + "/" + FOLDERS).toList();
    }

    /** The bytes of one file. */
    static byte[] file(String name) throws IOException {
        return resource(ROOT + "/" + name);
    }

    /** Any packaged resource by its absolute name. */
    static byte[] resource(String name) throws IOException {
        try (InputStream stream = VaultTemplate.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new NoSuchFileException("packaged " + name);
            }
            return stream.readAllBytes();
        }
    }

    private static java.util.stream.Stream<String> lines(String resource) throws IOException {
        return new String(resource(resource), StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty());
    }
}
