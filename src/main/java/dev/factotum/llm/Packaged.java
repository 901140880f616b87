package dev.factotum.llm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Tables that come with the program: columns parted by tabs, remarks behind a hash. */
final class Packaged {
    private Packaged() {}

    static List<String[]> table(String name) {
        try (InputStream in = Packaged.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the program has lost its table " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException("the program's table " + name + " cannot be read", broken);
        }
    }
}
