package dev.factotum.vault;

import dev.factotum.config.Writing;
import java.io.IOException;
import java.nio.file.Path;

/** Settings are written as safely as matters; what held a secret is not kept for undoing. */
public record SettingsWriting(SafeFiles files) implements Writing {
    @Override
    public boolean replace(Path file, byte[] read, byte[] fresh) throws IOException {
        return files.replace(file, read, fresh) == SafeFiles.Replaced.DONE;
    }

    @Override
    public void publish(Path file, byte[] content) throws IOException {
        files.publish(file, content);
    }

    @Override
    public void forget(Path file, byte[] replaced) throws IOException {
        files.forgetReplaced(file, replaced);
    }
}
