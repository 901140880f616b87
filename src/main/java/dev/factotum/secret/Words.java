package dev.factotum.secret;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splits a command into words at spaces; quotes of either kind hold one word together. No shell is meant. */
final class Words {
    private Words() {}

    /** Empty where a quote is not closed. */
    static Optional<List<String>> of(String command) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (int at = 0; at < command.length(); at++) {
            char letter = command.charAt(at);
            if (quote != 0) {
                if (letter == quote) {
                    quote = 0;
                } else {
                    word.append(letter);
                }
            } else if (letter == '\'' || letter == '"') {
                quote = letter;
                begun = true;
            } else if (letter == ' ' || letter == '\t') {
                if (begun) {
                    words.add(word.toString());
                    word.setLength(0);
                    begun = false;
                }
            } else {
                word.append(letter);
                begun = true;
            }
        }
        if (begun) {
            words.add(word.toString());
        }
        return quote != 0 || words.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(words));
    }
}
