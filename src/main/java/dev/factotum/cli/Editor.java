package dev.factotum.cli;

import dev.factotum.problem.CommandCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The person's own editor, as VISUAL or EDITOR names it. */
record Editor(Map<String, String> environment, Programs programs) {
    private static final List<String> USUAL = List.of("nano", "vi");

    Editor {
        environment = Map.copyOf(environment);
    }

    /** Programs of this machine. */
    static Programs system() {
        return (command, folder) -> new ProcessBuilder(command)
                .directory(folder.toFile())
                .inheritIO()
                .start()
                .waitFor();
    }

    /** Opens a file and waits until the editor is closed. */
    void edit(Path file, Path folder) throws IOException, InterruptedException {
        List<List<String>> choices = choices();
        for (List<String> choice : choices) {
            List<String> command = new ArrayList<>(choice);
            command.add(file.toString());
            try {
                programs.run(command, folder);
                return;
            } catch (IOException noSuchProgram) {
                continue;
            }
        }
        throw new ProblemException(new Problem(
                CommandCode.NO_EDITOR,
                CommandCode.NO_EDITOR.meaning(),
                choices.getFirst().getFirst(),
                "there is no such program",
                CommandCode.NO_EDITOR.remedy()));
    }

    private List<List<String>> choices() {
        for (String variable : List.of("VISUAL", "EDITOR")) {
            List<String> words = words(environment.getOrDefault(variable, ""));
            if (!words.isEmpty()) {
                return List.of(words);
            }
        }
        return USUAL.stream().map(List::of).toList();
    }

    /** Splits at blanks; quotes keep them: {@code "/opt/my editor/bin/ed" --wait}. Nothing else is special. */
    static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inside = false;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                inside = true;
            } else if (Character.isWhitespace(c)) {
                if (inside) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                inside = false;
            } else {
                word.append(c);
                inside = true;
            }
        }
        if (inside) {
            words.add(word.toString());
        }
        return words;
    }
}
