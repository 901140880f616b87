package dev.factotum.cli;

import dev.factotum.Version;
import dev.factotum.audit.AuditLog;
import dev.factotum.audit.AuditRecord;
import dev.factotum.config.Addresses;
import dev.factotum.config.Origins;
import dev.factotum.config.Redactor;
import dev.factotum.config.SettingsFile;
import dev.factotum.journal.Journal;
import dev.factotum.journal.JournalTail;
import dev.factotum.vault.LedgerEntry;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Stage;
import dev.factotum.vault.Vault;
import dev.factotum.world.FileFacts.Kind;
import dev.factotum.world.Listed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A report to hand on when something is wrong: a zip in {@code .agent/local}, readable by its owner alone. It holds no
 * message, no plan and no attachment; every line goes through {@link Masks}.
 */
final class Bundle {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String START = "report-";
    private static final String END = ".zip";
    private static final int LOG_BYTES = 512 * 1024;
    private static final int MOST_ENTRIES = 200;

    private static final int MOST_LEDGERS = 200;

    /** Settings that say nothing of anybody; of all others only that they are set. */
    private static final List<String> PLAIN = List.of(
            "version",
            "timezone",
            "concurrency",
            "log",
            "retention",
            "approval.mode",
            "approval.grace",
            "approval.expires",
            "approval.max_late",
            "approval.ladder",
            "approval.signed");

    /** So many older reports are kept. */
    private static final int MOST_REPORTS = 3;

    private final Session session;
    private final Vault vault;

    Bundle(Session session, Vault vault) {
        this.session = session;
        this.vault = vault;
    }

    /** @param what is inside: name and a few words */
    record Written(Path file, Map<String, String> inside) {}

    /** One part of the report. @param about a few words */
    private record Part(String name, String about, List<String> lines) {}

    private interface Source {
        List<String> lines() throws IOException;
    }

    Written write(List<Check> checks) throws IOException {
        Masks masks = Masks.of(session, vault);
        List<Part> parts = List.of(
                part("versions.txt", "program, Java, system", this::versions),
                part("doctor.txt", "what agent doctor says", () -> doctor(checks)),
                part("settings.txt", "the settings without secrets, and where each comes from", this::settings),
                part("log.ndjson", "the end of the program's own log", this::log),
                part("audit.txt", "the last entries of the audit log: kinds and ids only", this::audit),
                part("matters.txt", "open matters: ids and how far they are", this::matters),
                part("folders.txt", "how many files stand where", this::folders));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Map<String, String> inside = new LinkedHashMap<>();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            for (Part part : parts) {
                zip.putNextEntry(new ZipEntry(part.name()));
                for (String line : part.lines()) {
                    zip.write((masks.masked(line) + "\n").getBytes(StandardCharsets.UTF_8));
                }
                zip.closeEntry();
                inside.put(part.name(), part.about());
            }
        }
        Instant now = vault.world().clock().instant();
        Path file = folder().resolve(START + NAME.format(now) + END);
        vault.files().write(file, bytes.toByteArray());
        vault.world().disk().restrict(file);
        sweep();
        return new Written(file, inside);
    }

    /** What cannot be read is said in its place. */
    private static Part part(String name, String about, Source source) {
        try {
            return new Part(name, about, source.lines());
        } catch (IOException failed) {
            return new Part(
                    name,
                    about,
                    List.of("could not be read: " + failed.getClass().getSimpleName()));
        }
    }

    private List<String> versions() throws IOException {
        return List.of(
                Version.LINE,
                "Java " + Runtime.version(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                "disk " + vault.world().disk().storeType(vault.root()),
                "made " + vault.world().clock().instant());
    }

    private static List<String> doctor(List<Check> checks) {
        List<String> lines = new ArrayList<>();
        for (Check check : checks) {
            lines.add(check.state().name().toLowerCase(Locale.ROOT) + "  " + check.name() + "  "
                    + check.words().replace('\n', ' '));
        }
        return lines;
    }

    private List<String> settings() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Origins.Value value : new SettingsFile(vault.world(), vault.root())
                .origins(session.environment())
                .all()) {
            Optional<String> plain = PLAIN.stream()
                    .filter(name -> value.key().equals(name) || value.key().startsWith(name + "."))
                    .findFirst();
            lines.add(
                    plain.isPresent()
                            ? value.key() + ": " + value.shown() + "  # " + value.source()
                            : value.key().replaceFirst("\\..*", "") + ": [set]  # " + value.source());
        }
        return lines;
    }

    private List<String> log() throws IOException {
        return new JournalTail(vault.world().disk(), Journal.folder(vault.hidden())).last(LOG_BYTES);
    }

    private List<String> audit() throws IOException {
        List<String> lines = new ArrayList<>();
        try (AuditLog audit = new AuditLog(vault, ZoneOffset.UTC)) {
            for (AuditRecord one : audit.read(record -> true, MOST_ENTRIES)) {
                lines.add(one.seq() + "  " + one.t() + "  " + one.type() + "  " + one.ev() + "  "
                        + one.matter().orElse("-") + "  " + one.step().orElse("-") + "  "
                        + one.skill().orElse("-") + "  "
                        + one.hash().substring(0, Math.min(8, one.hash().length())));
            }
        }
        return lines;
    }

    private List<String> matters() throws IOException {
        List<String> lines = new ArrayList<>();
        List<MatterId> open = vault.ledgers().open().stream().sorted().toList();
        lines.add(open.size() + " open");
        for (MatterId id : open.subList(0, Math.min(MOST_LEDGERS, open.size()))) {
            List<LedgerEntry> entries = vault.ledgers().of(id).entries();
            String last = entries.isEmpty()
                    ? "nothing"
                    : entries.getLast().getClass().getSimpleName() + " at "
                            + entries.getLast().t();
            lines.add(id.value() + "  entries " + entries.size() + "  last " + last);
        }
        return lines;
    }

    private List<String> folders() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Stage stage : EnumSet.allOf(Stage.class)) {
            lines.add(stage.folder() + "  " + count(vault.folder(stage)));
        }
        for (String name :
                List.of("proposed", "approved", "audit", "ledger/open", "local", "local/log", "local/undo")) {
            lines.add(".agent/" + name + "  " + count(vault.hidden().resolve(name)));
        }
        return lines;
    }

    private String count(Path folder) throws IOException {
        try {
            List<Listed> all = vault.world().disk().list(folder);
            long files = all.stream().filter(one -> one.kind() == Kind.FILE).count();
            return files + " files, " + (all.size() - files) + " others";
        } catch (NoSuchFileException none) {
            return "missing";
        }
    }

    private Path folder() {
        return vault.hidden().resolve("local");
    }

    private void sweep() throws IOException {
        List<String> reports = vault.world().disk().list(folder()).stream()
                .map(Listed::name)
                .filter(name -> name.startsWith(START) && name.endsWith(END))
                .sorted()
                .toList();
        for (String old : reports.subList(0, Math.max(0, reports.size() - MOST_REPORTS))) {
            vault.world().disk().delete(folder().resolve(old));
        }
    }

    /** Takes out of a line what says whose vault it is: secrets, addresses, titles, places. */
    static final class Masks {
        private static final int SHORTEST = 4;
        private static final int MOST = 20_000;

        private final Redactor redactor;
        private final Map<String, String> words;

        private Masks(Redactor redactor, Map<String, String> words) {
            this.redactor = redactor;
            this.words = words;
        }

        static Masks of(Session session, Vault vault) throws IOException {
            Redactor redactor = Redactor.of(vault.world().processes().environment());
            Optional<SettingsFile.Loaded.Good> settings =
                    new SettingsFile(vault.world(), vault.root()).load(session.environment())
                                    instanceof SettingsFile.Loaded.Good good
                            ? Optional.of(good)
                            : Optional.empty();
            if (settings.isPresent()) {
                redactor = redactor.and(settings.get().settings().log().secrets());
            }
            List<String> titles = new ArrayList<>();
            Pipeline.all(vault, EnumSet.allOf(Stage.class)).forEach(seen -> {
                titles.add(seen.name());
                titles.add(MatterFinder.withoutEnding(seen.name()));
            });
            titles.sort(Comparator.comparingInt(String::length).reversed());
            Redactor clean = redactor;
            Map<String, String> words = new LinkedHashMap<>();
            words.put(vault.root().toString(), "VAULT");
            titles.stream()
                    .filter(title -> title.length() >= SHORTEST)
                    .limit(MOST)
                    .forEach(title -> {
                        words.put(title, "[title]");
                        words.put(clean.redact(title), "[title]");
                    });
            words.put(vault.world().processes().stateFolder().toString(), "STATE");
            String home = System.getProperty("user.home", "");
            if (home.length() > 1) {
                words.put(home, "~");
            }
            return new Masks(redactor, words);
        }

        /** Secrets first: a title that is part of one would else leave the rest of it standing. */
        String masked(String line) {
            String out = redactor.redact(line);
            for (Map.Entry<String, String> word : words.entrySet()) {
                out = out.replace(word.getKey(), word.getValue());
            }
            return Addresses.masked(out, false);
        }
    }
}
