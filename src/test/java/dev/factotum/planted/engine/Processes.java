package dev.factotum.planted.engine;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class Processes {
    Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command).start();
    }

    Process run(String[] command) throws IOException {
        return Runtime.getRuntime().exec(command);
    }

    @Nullable
    String variable(String name) {
        return System.getenv(name);
    }

    Process shell(String words) throws IOException {
        return new ProcessBuilder("/bin/sh", "-c", words).start();
    }
}
