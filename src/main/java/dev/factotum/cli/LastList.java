package dev.factotum.cli;

import dev.factotum.vault.MatterId;
import dev.factotum.vault.Names;
import dev.factotum.vault.Vault;
import dev.factotum.world.DiskFailure;
import dev.factotum.world.Processes.Parent;
import dev.factotum.world.Sighted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The matters of the list that was printed last in this terminal, so that people can say {@code @1} there. A terminal is
 * known by the process that started the command, which is its shell: a list that another one printed never changes what
 * {@code @1} means here. Where no such process is known there are no numbers. Never leaves this machine.
 */
final class LastList {
    private static final int MOST = 999;
    private static final long LIMIT = 64 << 10;
    private static final int MOST_TERMINALS = 30;

    /** The start of a process is known no better than this. */
    private static final Duration SLACK = Duration.ofSeconds(2);

    private final Vault vault;

    LastList(Vault vault) {
        this.vault = vault;
    }

    /**
     * Remembers a list that is about to be printed; its first matter is {@code @1}.
     *
     * @return false where there is no terminal to remember it for or the disk takes nothing now: print no numbers then
     */
    boolean keep(List<MatterId> shown) throws IOException {
        Optional<Parent> shell = shell();
        if (shell.isEmpty()) {
            return false;
        }
        String lines = shown.stream().limit(MOST).map(id -> id.value() + "\n").collect(Collectors.joining());
        try {
            if (vault.world().disk().facts(folder()).isEmpty()) {
                vault.world().disk().makeFolder(folder());
                vault.world().disk().restrict(folder());
            }
            forgetOldest();
            vault.files().writeLazily(file(shell.get()), lines.getBytes(StandardCharsets.UTF_8));
            return true;
        } catch (IOException e) {
            return switch (DiskFailure.of(e)) {
                case FULL, READ_ONLY, DENIED -> false;
                case FAILING -> throw e;
            };
        }
    }

    /** The matter with this number, counted from 1. */
    Optional<MatterId> at(int number) throws IOException {
        Optional<Parent> shell = shell();
        if (shell.isEmpty() || !printedHere(shell.get())) {
            return Optional.empty();
        }
        List<String> lines;
        try {
            byte[] all = vault.world().disk().read(file(shell.get()), LIMIT);
            lines = new String(all, StandardCharsets.UTF_8).lines().toList();
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
        return number < 1 || number > lines.size() ? Optional.empty() : MatterId.parse(lines.get(number - 1));
    }

    /** Process numbers come again: a list from before the shell began was another's. */
    private boolean printedHere(Parent shell) throws IOException {
        return vault.world()
                .disk()
                .facts(file(shell))
                .filter(facts -> !facts.modified().isBefore(shell.started().minus(SLACK)))
                .isPresent();
    }

    private void forgetOldest() throws IOException {
        List<Sighted> lists = vault.world().disk().sight(folder(), name -> !Names.ignored(name)).stream()
                .sorted(Comparator.comparing(list -> list.facts().modified()))
                .toList();
        for (Sighted list : lists.subList(0, Math.max(0, lists.size() - MOST_TERMINALS))) {
            try {
                vault.world().disk().delete(folder().resolve(list.name()));
            } catch (NoSuchFileException forgottenMeanwhile) {
                // another terminal prints a list too
            }
        }
    }

    /** The first process of a machine or container starts commands for everybody. */
    private Optional<Parent> shell() {
        return vault.world().processes().parent().filter(parent -> parent.pid() > 1);
    }

    private Path folder() {
        return vault.hidden().resolve("local").resolve("lists");
    }

    private Path file(Parent shell) {
        return folder().resolve(Long.toString(shell.pid()));
    }
}
