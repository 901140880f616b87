package dev.factotum.job;

import static dev.factotum.job.Office.ROOT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.world.Person;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How eight tools bring a file's bytes to the disk, with the engine at work after every act (R10): half of a plan is a
 * plan too, and is never taken for the whole; the whole is taken up when it has settled.
 */
class TracesTest {
    private static final String STEP = "- [ ] **Post %1$s**\n\n```step\nskill: x.post\ntext: %1$s\n```\n\n";
    private static final String PLAN = "# Hello\n\n" + STEP.formatted("One") + STEP.formatted("Two") + "The end.\n";
    private static final Duration SLACK = Duration.ofSeconds(2);

    /** One act, so long after the one before it. */
    record Beat(int millis, Editor.Act act) {}

    /** What a tool does to make a file hold a text. */
    enum Tool {
        VIM(true),
        EMACS(true),
        OBSIDIAN(true),
        VS_CODE(true),
        SYNCTHING(false),
        DROPBOX(false),
        ICLOUD(false),
        GIT(false);

        private final boolean editor;

        Tool(boolean editor) {
            this.editor = editor;
        }

        /** @param part the text as far as it had come at some moment */
        List<Beat> brings(Path file, String part, String text, boolean there) {
            String name = String.valueOf(file.getFileName());
            Path backup = file.resolveSibling(name + "~");
            return switch (this) {
                case VIM ->
                    all(
                            new Beat(0, p -> p.write(file.resolveSibling("." + name + ".swp"), part)),
                            new Beat(9000, p -> p.write(file.resolveSibling("4913"), "")),
                            new Beat(1, p -> p.delete(file.resolveSibling("4913"))),
                            new Beat(1, p -> away(p, file, backup, there)),
                            new Beat(30, p -> p.write(file, part)),
                            new Beat(30, p -> p.write(file, text)),
                            new Beat(2, p -> gone(p, backup, there)),
                            new Beat(1, p -> p.delete(file.resolveSibling("." + name + ".swp"))));
                case EMACS ->
                    all(
                            new Beat(0, p -> p.link(file.resolveSibling(".#" + name), "sam@studio.4711:1")),
                            new Beat(9000, p -> p.write(file.resolveSibling("#" + name + "#"), part)),
                            new Beat(9000, p -> away(p, file, backup, there)),
                            new Beat(30, p -> p.write(file, part)),
                            new Beat(30, p -> p.write(file, text)),
                            new Beat(2, p -> p.delete(file.resolveSibling("#" + name + "#"))),
                            new Beat(1, p -> p.delete(file.resolveSibling(".#" + name))));
                case OBSIDIAN ->
                    all(
                            new Beat(0, p -> p.write(file, "")),
                            new Beat(20, p -> p.write(file, part)),
                            new Beat(there ? 2000 : 25_000, p -> p.write(file, "")),
                            new Beat(20, p -> p.write(file, text)));
                case VS_CODE ->
                    all(
                            new Beat(0, p -> p.write(file, "")),
                            new Beat(200, p -> p.write(file, text.substring(0, part.length() / 2))),
                            new Beat(200, p -> p.write(file, part)),
                            new Beat(200, p -> p.write(file, text)));
                case SYNCTHING -> {
                    Path hidden = file.resolveSibling(".syncthing." + name + ".tmp");
                    yield all(
                            new Beat(0, p -> p.write(hidden, part)),
                            new Beat(40_000, p -> p.write(hidden, text)),
                            new Beat(40_000, p -> p.move(hidden, file)));
                }
                case DROPBOX -> {
                    Path hidden = ROOT.resolve(".dropbox.cache/new_files").resolve(name);
                    yield all(
                            new Beat(0, p -> p.write(hidden, part)),
                            new Beat(40_000, p -> p.write(hidden, text)),
                            new Beat(500, p -> p.move(hidden, file)));
                }
                case ICLOUD -> {
                    Path stub = file.resolveSibling("." + name + ".icloud");
                    yield all(
                            new Beat(0, p -> away(p, file, stub, there)),
                            new Beat(200, p -> p.write(stub, "bplist00")),
                            new Beat(400, p -> p.write(stub, text)),
                            new Beat(100, p -> p.move(stub, file)));
                }
                case GIT ->
                    all(
                            new Beat(0, p -> p.write(ROOT.resolve(".git/index.lock"), "")),
                            new Beat(5, p -> gone(p, file, there)),
                            new Beat(5, p -> p.write(file, "")),
                            new Beat(5, p -> p.write(file, part)),
                            new Beat(100, p -> p.write(file, text)),
                            new Beat(100, p -> p.delete(ROOT.resolve(".git/index.lock"))));
            };
        }

        private static List<Beat> all(Beat... beats) {
            return List.of(beats);
        }

        private static void away(Person person, Path file, Path to, boolean there) {
            if (there) {
                person.move(file, to);
            }
        }

        private static void gone(Person person, Path file, boolean there) {
            if (there) {
                person.delete(file);
            }
        }
    }

    private final TestWorld world = TestWorld.seeded(17);
    private final Person person = world.disk().person();

    static Stream<Arguments> traces() {
        return Stream.of(Tool.values())
                .flatMap(tool -> Stream.of("Inbox", "Needs_Action", "Pending_Approval", "Approved")
                        .map(folder -> Arguments.of(tool, folder)));
    }

    private interface Check {
        void look(String at);
    }

    /** Plays the acts, works after each, and some time after the last. */
    private void play(Office office, List<Beat> beats, Duration settle, Check early) throws IOException {
        for (Beat beat : beats) {
            office.wait(Duration.ofMillis(beat.millis()));
            beat.act().on(person);
            office.work();
            early.look("after " + beat);
        }
        office.wait(settle.plus(SLACK));
        office.work();
    }

    @ParameterizedTest
    @MethodSource("traces")
    void noHalfIsTakenForTheWholeAndTheWholeIsTakenWhenItHasSettled(Tool tool, String folder) throws IOException {
        Office.found(world);
        Path file = ROOT.resolve(folder).resolve("Hello.md");
        try (Office office = new Office(world)) {
            office.wait(Duration.ofMinutes(1));
            switch (folder) {
                case "Pending_Approval" -> ticked(office, tool, file);
                case "Approved" -> approved(office, tool, file);
                default -> fresh(office, tool, file);
            }
            assertEquals(List.of(), new VaultChecker(person, ROOT).atRest());
        }
    }

    private void fresh(Office office, Tool tool, Path file) throws IOException {
        play(office, tool.brings(file, half(PLAN), PLAN, false), Duration.ofSeconds(30), at -> {
            office.notes("Pending_Approval").forEach((name, text) -> assertTrue(text.contains("The end."), at + text));
        });
        assertTrue(office.only("Pending_Approval").getValue().contains("The end."));
    }

    /** The half that comes first holds the tick and one step of two. */
    private void ticked(Office office, Tool tool, Path file) throws IOException {
        String text = planned(office).replace("- [ ] **Approve", "- [x] **Approve");
        play(
                office,
                tool.brings(file, half(text), text, true),
                Duration.ofSeconds(10),
                at -> assertTrue(office.notes("Outbox/x").isEmpty() || (tool == Tool.SYNCTHING && both(office)), at));
        assertEquals(2, office.notes("Outbox/x").size());
    }

    /**
     * An editor saves a new plan there; the others bring the move that was made on another device, some of them by deleting
     * before they write.
     */
    private void approved(Office office, Tool tool, Path file) throws IOException {
        List<Beat> beats = new ArrayList<>();
        String text = PLAN;
        if (!tool.editor) {
            text = planned(office);
            beats.add(new Beat(0, p -> p.delete(ROOT.resolve("Pending_Approval/Hello.md"))));
        }
        List<Beat> bringing = tool.brings(file, half(text), text, false);
        if (tool == Tool.SYNCTHING || tool == Tool.DROPBOX) {
            beats.addAll(0, bringing);
        } else {
            beats.addAll(bringing);
        }
        Beat last = beats.getLast();
        boolean whole = !tool.editor;
        play(office, beats, Duration.ofSeconds(tool.editor ? 30 : 1), at -> {
            int sent = office.notes("Outbox/x").size();
            assertTrue(sent == 0 || (sent == 2 && (whole || at.equals("after " + last))), at + " " + sent);
        });
        assertEquals(2, office.notes("Outbox/x").size());
    }

    /** What was written long before it got its name is ready at first sight. */
    private static boolean both(Office office) {
        return office.notes("Outbox/x").size() == 2;
    }

    private String planned(Office office) throws IOException {
        person.write(ROOT.resolve("Needs_Action/Hello.md"), PLAN);
        office.wait(Duration.ofSeconds(40));
        office.work();
        office.wait(Duration.ofSeconds(40));
        return person.read(ROOT.resolve("Pending_Approval/Hello.md"));
    }

    /** A whole plan of one step. */
    private static String half(String text) {
        return text.substring(0, text.indexOf("- [ ] **Post Two**"));
    }

    /** git leaves both sides in the note until a person has chosen. */
    @ParameterizedTest
    @MethodSource("folders")
    void aNoteWithMergeMarkersNeverRuns(String folder) throws IOException {
        Office.found(world);
        try (Office office = new Office(world)) {
            String text = planned(office);
            String merge = text.replace("text: Two", "<<<<<<< HEAD\ntext: Two\n=======\ntext: Three\n>>>>>>> laptop");
            Path file = ROOT.resolve(folder).resolve("Hello.md");
            person.delete(ROOT.resolve("Pending_Approval/Hello.md"));
            person.write(file, merge.replace("- [ ] **Approve", "- [x] **Approve"));
            for (int i = 0; i < 3; i++) {
                office.wait(Duration.ofSeconds(40));
                office.work();
            }
            assertEquals(0, office.notes("Outbox/x").size());
            assertTrue(
                    office.notes("Pending_Approval").values().stream().anyMatch(t -> t.contains("<<<<<<< HEAD")),
                    office.notes("Pending_Approval").toString());
        }
    }

    static Stream<String> folders() {
        return Stream.of("Needs_Action", "Pending_Approval", "Approved");
    }
}
