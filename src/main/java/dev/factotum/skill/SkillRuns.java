package dev.factotum.skill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.config.Redactor;
import dev.factotum.secret.Resolved;
import dev.factotum.secret.Secrets;
import dev.factotum.tool.AttachedFile;
import dev.factotum.tool.ToolError;
import dev.factotum.vault.Digest;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Vault;
import dev.factotum.world.Child;
import dev.factotum.world.Disk;
import dev.factotum.world.FileFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs scripts of skills: a copy of the pinned files, a scratch folder, a cleaned environment, the secrets they name, a
 * deadline and a bound on what they say, shut in where the system can do that. Thread-safe.
 */
public final class SkillRuns {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_FILES = 20;
    private static final long MOST_MADE = 50L << 20;
    private static final String USUAL_PATH = "/usr/local/bin:/usr/bin:/bin";

    private final Vault vault;
    private final Secrets secrets;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Confinement confinement;

    public SkillRuns(Vault vault, Secrets secrets) {
        this.vault = vault;
        this.secrets = secrets;
    }

    /**
     * One run.
     *
     * @param pinned what the files must be; nothing runs where they are not
     * @param input the JSON on its standard input; the files are added to it
     * @param most how long it may take
     */
    record Order(
            Skill skill,
            Digest pinned,
            List<String> command,
            ObjectNode input,
            List<AttachedFile> files,
            Map<String, String> secrets,
            boolean network,
            Duration most) {}

    /** What shuts scripts in here. */
    public Confinement confinement() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            Confinement known = confinement;
            if (known == null) {
                known = Confinement.find(vault.world());
                confinement = known;
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    Ran run(Order order) throws InterruptedException {
        if (!vault.root().getFileSystem().equals(FileSystems.getDefault())) {
            return new Ran.NotRun(new ToolError.Permission("no program can be run on this disk"));
        }
        TreeMap<String, String> environment = new TreeMap<>();
        List<String> known = new ArrayList<>();
        for (Map.Entry<String, String> one : order.secrets().entrySet()) {
            switch (secrets.resolve(one.getValue(), order.skill().place() + " " + one.getKey())) {
                case Resolved.Found found -> {
                    environment.put(one.getKey(), found.secret().reveal());
                    known.add(found.secret().reveal());
                }
                case Resolved.NotNeeded _ -> {}
                case Resolved.Missing missing -> {
                    return new Ran.NotRun(new ToolError.Auth(missing.problem().reason(), false));
                }
            }
        }
        Redactor redactor = Redactor.of(known);
        try {
            SkillFiles files =
                    SkillFiles.read(vault.world().disk(), order.skill().folder());
            if (!files.digest().equals(order.pinned())) {
                return new Ran.NotRun(new ToolError.Permission(
                        "the files of the skill changed after it was trusted: agent skills trust "
                                + order.skill().name()));
            }
            Scratch.sweep(vault);
            try (Scratch scratch = Scratch.make(vault, order.skill().folder(), files)) {
                return run(order, scratch, environment, redactor);
            }
        } catch (SkillFiles.Refused refused) {
            return new Ran.NotRun(new ToolError.Permission(refused.reason()));
        } catch (IOException failed) {
            return new Ran.NotRun(new ToolError.Transient("the disk failed: " + failed));
        }
    }

    private Ran run(Order order, Scratch scratch, Map<String, String> secret, Redactor redactor)
            throws IOException, InterruptedException, SkillFiles.Refused {
        Disk disk = vault.world().disk();
        List<String> command = new ArrayList<>();
        for (String word : order.command()) {
            command.add(own(disk, scratch, word) ? scratch.files().resolve(word).toString() : word);
        }
        Path program = Path.of(command.getFirst());
        if (!program.isAbsolute()) {
            Optional<Path> found = Programs.find(
                    disk, command.getFirst(), vault.world().processes().environment());
            if (found.isEmpty()) {
                return new Ran.NotRun(
                        new ToolError.Permission("there is no program " + command.getFirst() + " on this machine"));
            }
            program = found.get();
            command.set(0, program.toString());
        }
        ObjectNode input = order.input().deepCopy();
        hand(order.files(), scratch, input);
        Map<String, String> environment = environment(scratch, program, secret);
        Confinement shut = confinement();
        List<String> words =
                shut.there() ? shut.around(command, program, scratch, order.network(), disk, home()) : command;
        try (Child child = vault.world().processes().start(new Child.Launch(words, environment, scratch.work()))) {
            return heard(child, order, JSON.writeValueAsBytes(input), scratch, redactor);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        } catch (IOException notStarted) {
            return new Ran.NotRun(new ToolError.Permission(
                    order.command().getFirst() + " cannot be started: is it a program, and may it be run?"));
        }
    }

    /** False for a word that cannot be a path, such as a long one. */
    private static boolean own(Disk disk, Scratch scratch, String word) {
        try {
            return disk.facts(scratch.files().resolve(word)).isPresent();
        } catch (IOException | InvalidPathException none) {
            return false;
        }
    }

    private Ran heard(Child child, Order order, byte[] input, Scratch scratch, Redactor redactor)
            throws InterruptedException {
        Talk talk = Talk.with(child, input);
        OptionalInt exit = talk.end(order.most());
        String said = talk.complaint(redactor::redact);
        String complaint = said.isBlank() ? "" : ": " + said;
        if (talk.tooMuch()) {
            return new Ran.Silent("it said more than 1 MiB and was stopped");
        }
        if (exit.isEmpty()) {
            return new Ran.Silent(
                    "it did not end within " + order.most().toSeconds() + " s and was stopped" + complaint);
        }
        Optional<SkillAnswer> answer =
                SkillAnswer.read(new String(talk.printed(), StandardCharsets.UTF_8), redactor::withoutKnown);
        if (answer.isEmpty()) {
            return new Ran.Silent("it ended with " + exit.getAsInt() + " and printed no answer"
                    + began(redactor.redact(new String(talk.printed(), StandardCharsets.UTF_8))) + complaint);
        }
        try {
            return new Ran.Answered(answer.get(), exit.getAsInt(), made(answer.get(), scratch));
        } catch (IOException lost) {
            return new Ran.Silent("the files it names cannot be taken: " + lost.getMessage());
        }
    }

    /** Puts files that a script made among the attachments of its matter; empty where the disk fails. */
    Optional<List<String>> keep(MatterId matter, Map<String, byte[]> made) {
        List<String> kept = new ArrayList<>();
        try {
            for (Map.Entry<String, byte[]> one : made.entrySet()) {
                kept.add(keep(matter, one.getKey(), one.getValue()));
            }
        } catch (IOException failed) {
            return Optional.empty();
        }
        return Optional.of(kept);
    }

    private String keep(MatterId matter, String name, byte[] bytes) throws IOException {
        Path first = vault.attachments().file(matter, name);
        vault.files().folder(vault.attachments().folder(matter));
        for (int number = 1; number <= MOST_FILES; number++) {
            Path file = number == 1 ? first : vault.attachments().file(matter, number + " " + name);
            try {
                vault.files().publish(file, bytes);
                return shown(file);
            } catch (FileAlreadyExistsException taken) {
                if (Arrays.equals(vault.world().disk().read(file, MOST_MADE), bytes)) {
                    return shown(file);
                }
            }
        }
        throw new FileAlreadyExistsException(first.toString());
    }

    private String shown(Path file) {
        return vault.root().relativize(file).toString().replace('\\', '/');
    }

    /** The start of what was printed in place of an answer. */
    private static String began(String printed) {
        String line = printed.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return line.isEmpty() ? "" : ", but “" + (line.length() > 80 ? line.substring(0, 80) + "…" : line) + "”";
    }

    private Map<String, String> environment(Scratch scratch, Path program, Map<String, String> secret) {
        TreeMap<String, String> environment = new TreeMap<>(secret);
        boolean usual = program.startsWith("/usr") || program.startsWith("/bin") || program.startsWith(scratch.files());
        environment.put("PATH", usual ? USUAL_PATH : program.getParent() + ":" + USUAL_PATH);
        environment.put("HOME", scratch.work().toString());
        environment.put("TMPDIR", scratch.work().toString());
        environment.put("LANG", "C.UTF-8");
        environment.put("PYTHONDONTWRITEBYTECODE", "1");
        return environment;
    }

    private Optional<Path> home() {
        return Optional.ofNullable(vault.world().processes().environment().get("HOME"))
                .filter(home -> home.startsWith("/"))
                .map(Path::of);
    }

    /** Copies of the files that go with a step. */
    private void hand(List<AttachedFile> files, Scratch scratch, ObjectNode input)
            throws IOException, SkillFiles.Refused {
        Disk disk = vault.world().disk();
        var list = input.putArray("files");
        int number = 0;
        for (AttachedFile file : files) {
            Path folder = scratch.work().resolve("in-" + ++number);
            disk.makeFolder(folder);
            Path copy = folder.resolve(file.name());
            byte[] bytes = disk.read(file.path(), MOST_MADE);
            if (!Digest.of(bytes).equals(file.digest())) {
                throw new SkillFiles.Refused(file.name() + " changed after it was approved");
            }
            disk.create(copy, bytes);
            list.addObject()
                    .put("argument", file.argument())
                    .put("name", file.name())
                    .put("path", copy.toString());
        }
    }

    /** The files that an answer names: plain ones of the scratch folder, so many and so large at most. */
    private Map<String, byte[]> made(SkillAnswer answer, Scratch scratch) throws IOException {
        Map<String, byte[]> made = new LinkedHashMap<>();
        Disk disk = vault.world().disk();
        long room = MOST_MADE;
        for (JsonNode one : answer.data().path("files")) {
            Path path = plain(scratch, one.asText());
            Path at = scratch.work();
            for (Path part : scratch.work().relativize(path)) {
                at = at.resolve(part);
                FileFacts facts = disk.facts(at).orElseThrow(() -> new IOException("there is no file " + one.asText()));
                boolean last = at.equals(path);
                if (facts.kind() != (last ? FileFacts.Kind.FILE : FileFacts.Kind.FOLDER)) {
                    throw new IOException(one.asText() + " is no plain file");
                }
            }
            byte[] bytes = disk.read(path, room);
            room -= bytes.length;
            if (made.size() == MOST_FILES || made.put(String.valueOf(path.getFileName()), bytes) != null) {
                throw new IOException("it names more than " + MOST_FILES + " files, or two of one name");
            }
        }
        return made;
    }

    private static Path plain(Scratch scratch, String written) throws IOException {
        try {
            Path path = scratch.work().resolve(written).normalize();
            if (written.isEmpty() || !path.startsWith(scratch.work()) || path.equals(scratch.work())) {
                throw new IOException("it names a file outside its folder");
            }
            return path;
        } catch (InvalidPathException bad) {
            throw new IOException("it names no file", bad);
        }
    }
}
