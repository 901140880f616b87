package dev.factotum.cli;

import dev.factotum.config.ContactsFile;
import dev.factotum.config.ContactsFile.Remembered;
import dev.factotum.engine.ContactKeeper;
import dev.factotum.problem.ConfigCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.vault.SettingsWriting;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.util.Optional;

/** Writes addresses that a person ticked to the vault's contacts, through its safe files. */
final class AddressBook implements ContactKeeper {
    private final ContactsFile contacts;

    AddressBook(Vault vault) {
        this.contacts = new ContactsFile(vault.world(), vault.root(), new SettingsWriting(vault.files()));
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
