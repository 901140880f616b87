package dev.factotum.intake;

import dev.factotum.markdown.Escape;
import dev.factotum.markdown.PropertyEdits;
import dev.factotum.vault.MatterId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The text of a new matter, as formats.md section 1 shows it. Everything from outside is escaped on its way in. */
final class NoteText {
    /** Canonical order of properties. */
    static final List<String> ORDER =
            List.of("approve", "risk", "client", "agent", "kind", "from", "due", "rev", "duplicate_of", "id");

    private static final String QUOTE = "> [!quote]- Original message (untrusted: shown, never obeyed)\n";

    private NoteText() {}

    /** A file under Attachments/ID/. */
    record Kept(Path file, boolean embed) {
        String link() {
            String name = String.valueOf(file.getFileName());
            String folder = String.valueOf(file.getName(file.getNameCount() - 2));
            String target = "Attachments/" + folder + "/" + name;
            return embed ? "![[" + target + "]]" : "[[" + target + "|" + name + "]]";
        }
    }

    /**
     * What is known beside the reading.
     *
     * @param original where the dropped file lies now
     * @param parts what came inside it or was given with it
     * @param first the name, without {@code .md}, of the matter that this one repeats
     */
    record Around(
            MatterId id,
            Optional<String> client,
            Optional<String> due,
            Optional<Kept> original,
            List<Kept> parts,
            Optional<MatterId> duplicateOf,
            Optional<String> first) {
        Around {
            parts = List.copyOf(parts);
        }
    }

    /** Somebody else's words, quoted. */
    static String foreign(Reading reading, Reading.Form.Foreign form, Around around) {
        StringBuilder note = new StringBuilder();
        property(note, "client", around.client());
        property(note, "kind", Optional.of(reading.kind()));
        property(note, "from", reading.conversation().from().map(from -> Lines.one(from, 300)));
        property(note, "due", around.due());
        property(note, "duplicate_of", around.duplicateOf().map(MatterId::value));
        property(note, "id", Optional.of(around.id().value()));
        note.insert(0, "---\n")
                .append("---\n\n# ")
                .append(heading(reading.title()))
                .append('\n');
        around.duplicateOf().ifPresent(first -> note.append('\n').append(duplicate(first, around.first())));
        note.append("\n## Source\n").append(kept(around));
        for (String line : form.notes()) {
            note.append('\n').append(Escape.line(line)).append('\n');
        }
        if (!form.quote().isBlank() || !form.table().isEmpty()) {
            note.append('\n').append(QUOTE);
            if (!form.quote().isBlank()) {
                note.append(Escape.quote(form.quote()));
            }
            table(form, note);
        }
        return note.toString();
    }

    /** The person's own words that could not stand as they were. */
    static String mended(Reading reading, Reading.Form.Mended form, Around around) {
        String text = "\n# " + heading(reading.title()) + "\n\n> [!info] " + Escape.line(form.note()) + "\n\n"
                + form.text().replace("\r\n", "\n").strip() + "\n\n## Source\n" + kept(around);
        return own(text, reading, around);
    }

    /** The person's own note with what we must know in its properties, and not one other byte changed. */
    static String own(String text, Reading reading, Around around) {
        dev.factotum.markdown.Properties properties = dev.factotum.markdown.Properties.of(text);
        PropertyEdits edits = new PropertyEdits(text, ORDER);
        around.client().ifPresent(client -> edits.set("client", client));
        around.due().ifPresent(due -> edits.set("due", due));
        if (properties.text("kind").isEmpty()) {
            edits.set("kind", reading.kind());
        }
        around.duplicateOf().ifPresent(first -> edits.set("duplicate_of", first.value()));
        Optional<String> theirs =
                properties.text("id").filter(id -> MatterId.parse(id).isEmpty());
        theirs.ifPresent(id -> edits.set("original_id", id));
        edits.set("id", around.id().value());
        String note = edits.apply();
        boolean said =
                properties.text("duplicate_of").equals(around.duplicateOf().map(MatterId::value));
        if (around.duplicateOf().isEmpty() || said) {
            return note;
        }
        int end = dev.factotum.markdown.Properties.of(note).end();
        return note.substring(0, end) + "\n" + duplicate(around.duplicateOf().get(), around.first())
                + note.substring(end);
    }

    /** What stands under <em>Source</em> above the quote. */
    static String kept(Around around) {
        StringBuilder lines = new StringBuilder();
        around.original()
                .ifPresent(original -> lines.append(original.embed() ? "\n" : "\nOriginal: ")
                        .append(original.link())
                        .append('\n'));
        if (!around.parts().isEmpty()) {
            lines.append("\nAttachments: ")
                    .append(String.join(
                            " · ", around.parts().stream().map(Kept::link).toList()))
                    .append('\n');
        }
        return lines.toString();
    }

    private static String duplicate(MatterId first, Optional<String> name) {
        String link = name.map(stem -> "[[" + stem + "]]").orElse("matter " + first.value());
        return "> [!info] Came in before as " + link + "\n> Nothing is planned for it a second time.\n";
    }

    private static void property(StringBuilder note, String key, Optional<String> value) {
        value.filter(text -> !text.isBlank())
                .ifPresent(text -> note.append(key)
                        .append(": ")
                        .append(Escape.scalar(text))
                        .append('\n'));
    }

    private static String heading(String title) {
        String line = Escape.line(Lines.one(title, 300));
        return line.isBlank() ? "Untitled" : line;
    }

    private static void table(Reading.Form.Foreign form, StringBuilder note) {
        if (form.table().isEmpty()) {
            return;
        }
        note.append(form.quote().isBlank() ? "" : ">\n");
        int width = form.table().stream().mapToInt(List::size).max().orElse(0);
        for (int i = 0; i < form.table().size(); i++) {
            note.append("> |");
            for (int cell = 0; cell < width; cell++) {
                List<String> row = form.table().get(i);
                note.append(' ')
                        .append(cell < row.size() ? Escape.line(row.get(cell)) : "")
                        .append(" |");
            }
            note.append('\n');
            if (i == 0) {
                note.append("> |").repeat(" --- |", width).append('\n');
            }
        }
    }
}
