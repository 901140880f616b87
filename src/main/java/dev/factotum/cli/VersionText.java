package dev.factotum.cli;

import dev.factotum.Version;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints behind any command. */
final class VersionText implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {Version.LINE};
    }
}
