package dev.factotum.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A command line before it is parsed: enough to know which subcommand is meant, so that only that one is loaded. {@code
 * help NAME} reads as {@code NAME --help}, and no word at all as {@code status}.
 */
record Arguments(List<String> words, Optional<String> command) {
    private static final Set<String> WITH_VALUE = Set.of("--vault", "--env");
    private static final Set<String> ABOUT = Set.of("-h", "--help", "-V", "--version");

    Arguments {
        words = List.copyOf(words);
    }

    static Arguments of(String... arguments) {
        List<String> words = new ArrayList<>(List.of(arguments));
        int at = firstWord(words);
        if (at < words.size() && words.get(at).equals("help")) {
            words.remove(at);
            words.add("--help");
            at = firstWord(words);
        }
        if (at < words.size() && !Subcommands.names().contains(words.get(at))) {
            // Help on what there is not would hide that there is not.
            words.removeIf(ABOUT::contains);
        }
        if (at < words.size()) {
            return new Arguments(words, Optional.of(words.get(at)));
        }
        if (words.stream().noneMatch(ABOUT::contains)) {
            words.add(Subcommands.BARE);
            return new Arguments(words, Optional.of(Subcommands.BARE));
        }
        return new Arguments(words, Optional.empty());
    }

    private static int firstWord(List<String> words) {
        int at = 0;
        while (at < words.size() && words.get(at).startsWith("-")) {
            at += WITH_VALUE.contains(words.get(at)) ? 2 : 1;
        }
        return at;
    }

    String[] array() {
        return words.toArray(String[]::new);
    }
}
