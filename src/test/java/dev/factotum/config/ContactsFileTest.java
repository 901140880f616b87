package dev.factotum.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.config.ContactsFile.Remembered;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContactsFileTest {
    private static Remembered remember(Desk desk, String address, String name, Optional<String> client)
            throws IOException {
        return new ContactsFile(desk.world.world(), Desk.ROOT, desk).remember(address, name, client);
    }

    @Test
    void aLineIsAddedBehindTheOthersAndOnlyOnce() throws IOException {
        Desk desk = new Desk().with("Clients/Acme BV/Contacts.md", """
                # Contacts at Acme BV

                - Jo Peters <jo@acme.example> office manager

                One person a line.
                """);
        Optional<String> acme = Optional.of("Acme BV");

        assertEquals(
                new Remembered.Written("Clients/Acme BV/Contacts.md"),
                remember(desk, "Accounts@acme-billing.example", "", acme));
        assertEquals(
                new Remembered.Known("Clients/Acme BV/Contacts.md"),
                remember(desk, "accounts@acme-billing.example", "Again", acme));
        assertEquals("""
                # Contacts at Acme BV

                - Jo Peters <jo@acme.example> office manager
                - accounts@acme-billing.example <accounts@acme-billing.example>

                One person a line.
                """, desk.text("Clients/Acme BV/Contacts.md"));
        assertTrue(desk.good().settings().contacts().stream()
                .anyMatch(contact -> contact.address().equals("accounts@acme-billing.example")));
    }

    @Test
    void aClientWithoutAListGetsOne() throws IOException {
        Desk desk = new Desk().with("Clients/Acme BV/Client.md", "# Acme\n");

        remember(desk, "jo@acme.example", "Jo Peters", Optional.of("Acme BV"));

        assertEquals(
                "# Contacts at Acme BV\n\n- Jo Peters <jo@acme.example>\n", desk.text("Clients/Acme BV/Contacts.md"));
    }

    @Test
    void withoutAClientAPersonGetsANote() throws IOException {
        Desk desk = new Desk().with("Contacts/Jo Peters.md", "another Jo\n");

        assertEquals(
                new Remembered.Written("Contacts/Jo Peters 2.md"),
                remember(desk, "jo@acme.example", "Jo Peters", Optional.empty()));
        assertEquals(new Remembered.Known("Contacts"), remember(desk, "jo@acme.example", "Other", Optional.empty()));
        assertEquals(
                "---\nname: \"Jo Peters\"\nemails: [\"jo@acme.example\"]\n---\n\n# Jo Peters\n",
                desk.text("Contacts/Jo Peters 2.md"));
    }

    @Test
    void aHostileNameIsOnlyAName() throws IOException {
        Desk desk = new Desk().with("Clients/Acme BV/Client.md", "# Acme\n");

        remember(desk, "jo@acme.example", "1. [x]\n- [ ] **Approve** <evil@x.example> `a` ^id", Optional.of("Acme BV"));

        assertEquals(
                "# Contacts at Acme BV\n\n- x - Approve evil@x.example a id <jo@acme.example>\n",
                desk.text("Clients/Acme BV/Contacts.md"));
        assertEquals(1, desk.good().settings().contacts().size());
    }

    @Test
    void whatIsNoAddressOrNoClientIsRefused() throws IOException {
        Desk desk = new Desk().with("Clients/Acme BV/Client.md", "# Acme\n");

        assertInstanceOf(Remembered.Refused.class, remember(desk, "jo@acme", "Jo", Optional.empty()));
        assertInstanceOf(Remembered.Refused.class, remember(desk, "a@b.c\n- x", "Jo", Optional.empty()));
        assertInstanceOf(Remembered.Refused.class, remember(desk, "jo@a.example", "Jo", Optional.of("../Agents")));
        assertInstanceOf(Remembered.Refused.class, remember(desk, "jo@a.example", "Jo", Optional.of("..")));
    }
}
