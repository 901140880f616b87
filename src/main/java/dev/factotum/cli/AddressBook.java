package dev.factotum.cli;

import dev.factotum.config.ContactsFile;
import dev.factotum.config.ContactsFile.Remembered;
import dev.factotum.config.Writing;
import dev.factotum.engine.ContactKeeper;
import dev.factotum.problem.ConfigCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.vault.SafeFiles;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Writes addresses that a person ticked to the vault's contacts, through its safe files. */
final class AddressBook implements ContactKeeper {
    private final ContactsFile contacts;

    AddressBook(Vault vault) {
        this.contacts = new ContactsFile(vault.world(), vault.root(), new Writing() {
            @Override
            public boolean replace(Path file, byte[] read, byte[] fresh) throws IOException {
                return vault.files().replace(file, read, fresh) == SafeFiles.Replaced.DONE;
            }

            @Override
            public void publish(Path file, byte[] content) throws IOException {
                vault.files().publish(file, content);
            }
        });
    }

    @Override
    public void remember(String address, Optional<String> client) throws IOException {
        if (contacts.remember(address, "", client) instanceof Remembered.Refused(String reason)) {
            throw new ProblemException(new Problem(
                    ConfigCode.NOT_SET,
                    "An address could not be remembered.",
                    address,
                    reason,
                    "Add it to Contacts.md by hand, and untick the box."));
        }
    }
}
