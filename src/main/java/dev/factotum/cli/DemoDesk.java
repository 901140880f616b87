package dev.factotum.cli;

import dev.factotum.engine.Gesture;
import dev.factotum.engine.Turn;
import dev.factotum.intake.IntakeOutcome;
import dev.factotum.intake.Submission;
import dev.factotum.intake.Submission.Content;
import dev.factotum.problem.ProblemException;
import dev.factotum.vault.Seen;
import dev.factotum.vault.Stage;
import dev.factotum.vault.Vault;
import dev.factotum.world.FileFacts;
import dev.factotum.world.Listed;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the person in the demo does: hands over seven things, reads, and decides about three, each in another way. */
final class DemoDesk {
    /** In the order in which they come in; each with what it is. */
    static final List<Input> INPUTS = List.of(
            new Input("Question about invoice 1042.eml", "a mail from a client"),
            new Input("Anfrage Plakate Weihnachtsmarkt.eml", "a mail with an attachment, from somebody new"),
            new Input("NL25LNTN0417164300_19-10-2026_19-11-2026.csv", "a bank statement"),
            new Input("X mention by kimprints.md", "a mention on X"),
            new Input("Winter opening hours.txt", "a note: plan five posts for next week"),
            new Input("Tell our followers about the poster evening.md", "a plan that Mia wrote by hand"),
            new Input("URGENT refund and new bank details.eml", "a mail that tries to have money sent"));

    /** Between a save and a move, longer than the ticks by which file systems tell times apart. */
    private static final Duration A_MOMENT = Duration.ofMillis(20);

    private static final String RESOURCES = "/dev/factotum/cli/demo/";
    private static final long LARGEST = 1 << 20;

    private final World world;
    private final Vault vault;
    private int decided;
    private int atOnce;

    DemoDesk(World world, Vault vault) {
        this.world = world;
        this.vault = vault;
    }

    /** @param what in plain words */
    record Input(String name, String what) {}

    /** A change that the person made. */
    record Edit(String title, String before, String after) {}

    /** As {@code agent add FILE} does, one after another. */
    List<Input> handOver(Workplace workplace) throws IOException {
        Path folder = vault.hidden().resolve("local/demo");
        for (Input input : INPUTS) {
            Path file = folder.resolve(input.name());
            vault.files().publish(file, VaultTemplate.resource(RESOURCES + input.name()));
            Submission submission =
                    new Submission(new Content.File(file), Optional.empty(), Optional.empty(), List.of());
            if (workplace.intake().add(submission) instanceof IntakeOutcome.Failed(var problem)) {
                throw new ProblemException(problem);
            }
            world.disk().delete(file);
        }
        world.disk().delete(folder);
        return INPUTS;
    }

    /** Another word in a plan's text, then the file into Approved. */
    Edit editAndMove(Workplace workplace) throws IOException, InterruptedException {
        Seen seen = waiting(workplace, "Tell our followers");
        String text = new String(world.disk().read(seen.path(), LARGEST), StandardCharsets.UTF_8);
        String before = "Two colours, one night";
        String after = "Three colours, one night";
        vault.files().write(seen.path(), text.replace(before, after).getBytes(StandardCharsets.UTF_8));
        world.clock().pause(A_MOMENT);
        return new Edit(moved(seen), before, after);
    }

    /** The file into Approved, as it stands. */
    String move(Workplace workplace) throws IOException {
        return moved(waiting(workplace, "Question about invoice"));
    }

    private String moved(Seen seen) throws IOException {
        vault.files().move(seen.path(), vault.folder(Stage.APPROVED).resolve(seen.name()));
        decided++;
        return MatterFinder.withoutEnding(seen.name());
    }

    /** By {@code agent approve}. */
    String approve(Workplace workplace) throws IOException {
        Seen seen = waiting(workplace, "Anfrage");
        Turn turn = workplace.desk().approve(seen, workplace.settings().owner(), Gesture.COMMAND);
        decided++;
        atOnce += turn instanceof Turn.Executed ? 1 : 0;
        return MatterFinder.withoutEnding(seen.name());
    }

    private static Seen waiting(Workplace workplace, String beginning) throws IOException {
        return workplace.scan().look(Set.of(Stage.PENDING_APPROVAL)).seen().stream()
                .filter(seen -> seen.name().startsWith(beginning))
                .findFirst()
                .orElseThrow(() -> new NoSuchFileException("Pending_Approval/" + beginning));
    }

    /** How many matters were decided. */
    int decided() {
        return decided;
    }

    /** Those of them that the command carried out itself. */
    int atOnce() {
        return atOnce;
    }

    /** The record of the plan that was edited: its file and its lines; empty where it did not come to rest. */
    Optional<List<String>> completed(Workplace workplace) throws IOException {
        List<Path> months = new ArrayList<>();
        for (Listed month : world.disk().list(vault.folder(Stage.COMPLETED))) {
            if (month.kind() == FileFacts.Kind.FOLDER) {
                months.add(vault.folder(Stage.COMPLETED).resolve(month.name()));
            }
        }
        for (Path month : months) {
            for (Listed note : world.disk().list(month)) {
                if (note.name().startsWith("Tell our followers")) {
                    byte[] bytes = world.disk().read(month.resolve(note.name()), LARGEST);
                    List<String> lines = new ArrayList<>();
                    lines.add(
                            vault.root().relativize(month.resolve(note.name())).toString());
                    lines.addAll(
                            new String(bytes, StandardCharsets.UTF_8).lines().toList());
                    return Optional.of(lines);
                }
            }
        }
        return Optional.empty();
    }
}
