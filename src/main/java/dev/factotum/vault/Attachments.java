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
        int dot = name.lastIndexOf('.');
        boolean extended = dot > 0 && name.length() - dot <= 12;
        String stem = Names.stem(extended ? name.substring(0, dot) : name);
        String extension = extended ? Names.extension(name.substring(dot + 1)) : "";
        return folder(matter).resolve(extension.isEmpty() ? stem : stem + "." + extension);
    }
}
