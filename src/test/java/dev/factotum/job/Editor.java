package dev.factotum.job;

import dev.factotum.world.Person;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** How the programs that people write with save a file: the single acts on the disk, between which anything may happen. */
enum Editor {
    /** Node's writeFile, as Obsidian and VS Code call it: the same file is emptied, then filled. */
    OBSIDIAN {
        @Override
        List<Act> save(Path file, String text) {
            Opened opened = new Opened(file);
            return List.of(opened.writes(""), opened.writes(text));
        }
    },
    /** VS Code writes a long text in pieces. */
    VS_CODE {
        @Override
        List<Act> save(Path file, String text) {
            Opened opened = new Opened(file);
            return List.of(opened.writes(""), opened.writes(text.substring(0, text.length() / 2)), opened.writes(text));
        }
    },
    /** With backupcopy=no: tries the folder with a file 4913, renames the old file, writes a new one. */
    VIM {
        @Override
        List<Act> save(Path file, String text) {
            Path probe = file.resolveSibling("4913");
            Path backup = file.resolveSibling(file.getFileName() + "~");
            Path swap = file.resolveSibling("." + file.getFileName() + ".swp");
            return List.of(
                    p -> p.write(swap, "b0VIM 9.1"),
                    p -> p.write(probe, ""),
                    p -> p.delete(probe),
                    p -> p.move(file, backup),
                    p -> p.write(file, text),
                    p -> p.delete(backup),
                    p -> p.delete(swap));
        }
    },
    /** Autosaves beside the file, keeps the old one under another name, writes a new one. */
    EMACS {
        @Override
        List<Act> save(Path file, String text) {
            Path lock = file.resolveSibling(".#" + file.getFileName());
            Path auto = file.resolveSibling("#" + file.getFileName() + "#");
            Path backup = file.resolveSibling(file.getFileName() + "~");
            return List.of(
                    p -> p.link(lock, "sam@studio.4711:1763625600"),
                    p -> p.write(auto, text),
                    p -> p.move(file, backup),
                    p -> p.write(file, text),
                    p -> p.delete(auto),
                    p -> p.delete(lock));
        }
    },
    /** What another device wrote arrives under a hidden name, in pieces, and is renamed over the file. */
    SYNCTHING {
        @Override
        List<Act> save(Path file, String text) {
            Path part = file.resolveSibling(".syncthing." + file.getFileName() + ".tmp");
            return List.of(
                    p -> p.write(part, text.substring(0, text.length() / 2)),
                    p -> p.write(part, text),
                    p -> p.move(part, file));
        }
    },
    /** Gedit, Kate, TextEdit and many more. */
    BY_RENAME {
        @Override
        List<Act> save(Path file, String text) {
            return List.of(p -> p.saveByRename(file, text));
        }
    };

    /** A file that is opened by the first act and written through to the last. */
    private static final class Opened {
        private final Path file;
        private Optional<Consumer<String>> open = Optional.empty();

        Opened(Path file) {
            this.file = file;
        }

        Act writes(String text) {
            return person -> {
                Consumer<String> into = open.orElseGet(() -> person.open(file));
                open = Optional.of(into);
                into.accept(text);
            };
        }
    }

    /** One act that cannot be divided. */
    interface Act {
        void on(Person person);
    }

    abstract List<Act> save(Path file, String text);
}
