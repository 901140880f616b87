package dev.factotum.planted.engine;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

final class Disk {
    boolean exists(Path path) {
        return Files.exists(path);
    }

    FileChannel open(Path path) throws IOException {
        return FileChannel.open(path);
    }

    Path real(Path path) throws IOException {
        return path.toRealPath();
    }

    File old(String path) {
        return new File(path);
    }
}
