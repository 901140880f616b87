package dev.factotum.intake;

import dev.factotum.tool.Conversation;
import dev.factotum.vault.Trust;
import java.util.List;
import java.util.Optional;

/**
 * What a dropped file turned out to be.
 *
 * @param kind email mention comment message request statement file post event plan question
 * @param form how it becomes a matter
 * @param sender the address of whoever sent it, where that is strictly one; only by it a client is found
 * @param client as the file itself names it
 */
record Reading(
        String kind,
        Trust trust,
        Form form,
        String title,
        Conversation conversation,
        Optional<String> sender,
        Optional<String> client,
        Optional<String> due) {
    /** Of what no header says who sent it. */
    Reading(
            String kind,
            Trust trust,
            Form form,
            String title,
            Conversation conversation,
            Optional<String> client,
            Optional<String> due) {
        this(kind, trust, form, title, conversation, conversation.from().flatMap(Mailboxes::strictly), client, due);
    }

    /** How a file becomes a matter. */
    sealed interface Form {
        /** The person's own note: the file itself becomes the matter. @param text as it stands on disk */
        record Own(String text) implements Form {}

        /**
         * The person's own words, which cannot stand as they are.
         *
         * @param text what can stand
         * @param note why the original lies under Attachments
         */
        record Mended(String text, String note) implements Form {}

        /**
         * Somebody else's words, quoted.
         *
         * @param quote plain text
         * @param table rows of plain cells shown below the text; empty where there are none
         * @param parts files that came inside
         * @param notes what a person should know, one sentence each, plain text
         */
        record Foreign(String quote, List<List<String>> table, List<Part> parts, List<String> notes) implements Form {
            public Foreign {
                table = List.copyOf(table);
                parts = List.copyOf(parts);
                notes = List.copyOf(notes);
            }
        }
    }

    /** The same words, left to stand as a note. */
    Reading standing(String text) {
        return new Reading(kind, trust, new Form.Own(text), title, conversation, sender, client, due);
    }
}
