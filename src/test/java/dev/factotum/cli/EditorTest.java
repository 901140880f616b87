package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.factotum.problem.CommandCode;
import dev.factotum.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EditorTest {
    private static final Path FILE = Path.of("/vault/Pending_Approval/A $(rm) note.md");

    private final List<List<String>> started = new ArrayList<>();

    private Programs programs(String missing) {
        return (command, folder) -> {
            started.add(command);
            if (command.getFirst().equals(missing)) {
                throw new IOException("error=2, No such file or directory");
            }
            return 0;
        };
    }

    @Test
    void visualComesBeforeEditorAndTheFileIsOneArgumentOfItsOwn() throws Exception {
        new Editor(Map.of("VISUAL", "code --wait", "EDITOR", "vi"), programs("")).edit(FILE, Path.of("/vault"));

        assertEquals(List.of(List.of("code", "--wait", FILE.toString())), started);
    }

    @Test
    void quotesKeepBlanksAndNothingElseIsSpecial() {
        assertEquals(
                List.of("/opt/my editor/ed", "-c", "set $x;", ""),
                Editor.words("  \"/opt/my editor/ed\" -c 'set $x;' \"\" "));
    }

    @Test
    void withoutEitherTheUsualOnesAreTried() throws Exception {
        new Editor(Map.of(), programs("nano")).edit(FILE, Path.of("/vault"));

        assertEquals(List.of("nano", "vi"), started.stream().map(List::getFirst).toList());
    }

    @Test
    void anEditorThatIsNotThereIsAProblem() {
        Editor editor = new Editor(Map.of("EDITOR", "nowhere"), programs("nowhere"));

        ProblemException e = assertThrows(ProblemException.class, () -> editor.edit(FILE, Path.of("/vault")));
        assertEquals(CommandCode.NO_EDITOR, e.problem().code());
        assertEquals("nowhere", e.problem().where());
    }
}
