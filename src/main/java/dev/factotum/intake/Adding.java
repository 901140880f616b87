package dev.factotum.intake;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.factotum.config.Settings;
import dev.factotum.markdown.Properties;
import dev.factotum.markdown.PropertyEdits;
import dev.factotum.problem.ItemCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.vault.Claims.Claim;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Names;
import dev.factotum.vault.Stage;
import dev.factotum.vault.Vault;
import dev.factotum.world.FileTooLargeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Takes in what a person hands over by command: no waiting, and with what the command says about it. */
final class Adding {
    private static final long LARGEST = 500L * 1024 * 1024;
    private static final int NAME = 60;
    private static final Set<String> MAIL_HEADERS =
            Set.of("return-path", "received", "delivered-to", "message-id", "mime-version", "dkim-signature");
    private static final Pattern HEADER = Pattern.compile("([A-Za-z][A-Za-z0-9-]{1,60}):.*");

    private final Vault vault;
    private final Journal journal;
    private final ForeignIntake foreign;
    private final OwnIntake own;
    private final Settings settings;

    Adding(Vault vault, Journal journal, ForeignIntake foreign, OwnIntake own, Settings settings) {
        this.vault = vault;
        this.journal = journal;
        this.foreign = foreign;
        this.own = own;
        this.settings = settings;
    }

    IntakeOutcome add(Submission submission) throws IOException {
        Optional<String> client = submission.client().map(name -> Clients.known(name, settings));
        Optional<String> due = submission.due().map(LocalDate::toString);
        MatterId id = new MatterId(vault.world().ids().ulid());
        List<Part> attach = new ArrayList<>();
        for (Path file : submission.attach()) {
            attach.add(new Part(String.valueOf(file.getFileName()), bytes(file)));
        }
        return switch (submission.content()) {
            case Submission.Content.Text(String text) ->
                words(id, title(text) + ".md", text, client, due, attach, true);
            case Submission.Content.File(Path file) ->
                bytes(id, String.valueOf(file.getFileName()), bytes(file), client, due, attach, false);
            case Submission.Content.Stream stream -> {
                byte[] bytes = stream.bytes();
                yield bytes(id, streamName(bytes), bytes, client, due, attach, true);
            }
        };
    }

    private IntakeOutcome bytes(
            MatterId id,
            String name,
            byte[] bytes,
            Optional<String> client,
            Optional<String> due,
            List<Part> attach,
            boolean typed)
            throws IOException {
        if (bytes.length <= FileReader.largest(name)
                && new FileReader(settings).read(name, bytes, false).form() instanceof Reading.Form.Own(String text)) {
            return words(id, FileReader.stem(name) + ".md", text, client, due, attach, typed);
        }
        Journal.Entry entry = new Journal.Entry(id, "", name, client, due);
        try (Claim _ = claim(entry.job());
                Claim _ = vault.claims().claim(id).orElseThrow(() -> busy(name))) {
            journal.open(entry);
            KeptFiles kept = new KeptFiles(vault, id);
            kept.keep(attach, Optional.of(kept.original(name)));
            vault.files().publish(kept.original(name), bytes);
            return foreign.take(entry, false).orElseThrow();
        }
    }

    /** Through the Inbox like any other note, under its claim, complete from the first moment. */
    private IntakeOutcome words(
            MatterId id,
            String name,
            String text,
            Optional<String> client,
            Optional<String> due,
            List<Part> attach,
            boolean typed)
            throws IOException {
        List<Path> kept = new KeptFiles(vault, id).keep(attach, Optional.empty());
        NoteText.Around around = new NoteText.Around(
                id,
                client,
                due,
                Optional.empty(),
                kept.stream().map(file -> new NoteText.Kept(file, false)).toList(),
                Optional.empty(),
                Optional.empty());
        String links = kept.isEmpty() ? "" : "\n## Source\n" + NoteText.kept(around);
        PropertyEdits edits = new PropertyEdits(text.stripTrailing() + "\n" + links, NoteText.ORDER);
        client.ifPresent(said -> edits.set("client", said));
        due.ifPresent(said -> edits.set("due", said));
        if (Properties.of(text).text("id").flatMap(MatterId::parse).isPresent()) {
            edits.remove("id");
        }
        String note = edits.apply();
        byte[] bytes = note.getBytes(StandardCharsets.UTF_8);
        Reading reading = new FileReader(settings).read(name, bytes, false);
        String stem = Names.stem(FileReader.stem(name));
        for (int n = 1; n < 100; n++) {
            Path file = vault.folder(Stage.INBOX).resolve(stem + (n == 1 ? "" : " " + n) + ".md");
            String origin = "Inbox/" + file.getFileName();
            try (Claim _ = claim("intake:" + origin)) {
                if (published(file, bytes)) {
                    OwnIntake.Note written = new OwnIntake.Note(
                            file,
                            typed ? "agent add" : origin,
                            reading,
                            note,
                            Optional.empty(),
                            Optional.of(id),
                            !typed);
                    return own.take(written, false).orElseThrow(() -> busy(origin));
                }
            }
        }
        throw new FileAlreadyExistsException(stem);
    }

    private boolean published(Path file, byte[] bytes) throws IOException {
        try {
            vault.files().publish(file, bytes);
            return true;
        } catch (FileAlreadyExistsException taken) {
            return false;
        }
    }

    private Claim claim(String job) throws IOException {
        return vault.claims().claim(job).orElseThrow(() -> busy(job));
    }

    private static ProblemException busy(String where) {
        return new ProblemException(new Problem(
                ItemCode.NOT_TAKEN,
                "It could not be taken in now",
                where,
                "another process is at it",
                "Look at agent status; if it is not there, add it again."));
    }

    private byte[] bytes(Path file) throws IOException {
        try {
            return vault.world().disk().read(file, LARGEST);
        } catch (FileTooLargeException e) {
            throw new ProblemException(
                    new Problem(
                            ItemCode.TOO_LARGE,
                            "The file is too large to be copied",
                            file.toString(),
                            FileType.size(e.size()) + " of at most " + FileType.size(LARGEST),
                            "Drop it into Inbox/ itself, which takes files of any size."),
                    e);
        }
    }

    /** The first words of the text. */
    private static String title(String text) {
        String first = text.lines()
                .map(line -> line.replaceFirst("^#+ ", "").strip())
                .filter(line -> !line.isEmpty() && !line.equals("---"))
                .findFirst()
                .orElse("");
        String line = Lines.one(first, 400);
        if (line.length() > NAME) {
            int space = line.lastIndexOf(' ', NAME);
            line = Lines.cut(line, space > NAME / 2 ? space : NAME);
        }
        return Names.stem(line);
    }

    private static String streamName(byte[] bytes) {
        Optional<String> text = Decoded.utf8(bytes);
        String start = new String(bytes, 0, Math.min(bytes.length, 20_000), StandardCharsets.ISO_8859_1);
        if (mail(start)) {
            return "message.eml";
        }
        if (text.isPresent()) {
            return title(text.get()) + ".md";
        }
        return start.startsWith("%PDF") ? "document.pdf" : "input.bin";
    }

    /** True where the first lines are headers, among them one that only mail has (RFC 5322). */
    private static boolean mail(String start) {
        boolean sure = start.startsWith("From ");
        for (String line : start.lines().skip(sure ? 1 : 0).limit(100).toList()) {
            if (line.isBlank()) {
                return sure;
            }
            Matcher header = HEADER.matcher(line);
            if (header.matches()) {
                sure |= MAIL_HEADERS.contains(header.group(1).toLowerCase(Locale.ROOT));
            } else if (!line.startsWith(" ") && !line.startsWith("\t")) {
                return false;
            }
        }
        return sure;
    }
}
