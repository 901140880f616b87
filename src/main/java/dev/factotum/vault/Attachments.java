package dev.factotum.vault;

import java.nio.file.Path;

/** Where the originals that came with a matter are kept: {@code Attachments/ID/}. */
public final class Attachments {
    private final Path folder;

    Attachments(Path root) {
        this.folder = root.resolve("Attachments");
    }

    /** The folder of one matter; it need not exist. */
    public Path folder(MatterId matter) {
        return folder.resolve(matter.value());
    }

    /** The path of one attachment under a name that every system takes; the extension is kept. */
    public Path file(MatterId matter, String name) {
        String extension = Names.extension(name);
        String stem = Names.stem(name.substring(0, name.length() - extension.length()));
        return folder(matter).resolve(stem + extension);
    }
}
