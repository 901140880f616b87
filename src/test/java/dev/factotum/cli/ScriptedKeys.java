package dev.factotum.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A person's keys and lines, pressed in this order; then the input ends. */
final class ScriptedKeys implements Keys {
    private final Deque<String> typed;

    private ScriptedKeys(List<String> typed) {
        this.typed = new ArrayDeque<>(typed);
    }

    /** One character is a key, anything longer and anything that ends in a line break is a line. */
    static Hands of(String... typed) {
        ScriptedKeys keys = new ScriptedKeys(List.of(typed));
        return new Hands(input -> keys, Hands.NONE.programs());
    }

    static Hands of(Programs programs, String... typed) {
        ScriptedKeys keys = new ScriptedKeys(List.of(typed));
        return new Hands(input -> keys, programs);
    }

    /** Each opening of the terminal gets the next line. */
    static Hands inTurn(String... lines) {
        Deque<String> left = new ArrayDeque<>(List.of(lines));
        return new Hands(input -> new ScriptedKeys(List.of(left.pop())), Hands.NONE.programs());
    }

    @Override
    public int next() {
        String key = typed.poll();
        if (key == null) {
            return END;
        }
        if (key.length() != 1) {
            throw new AssertionError("a key was asked for, a line is next: " + key);
        }
        return key.charAt(0);
    }

    @Override
    public Optional<String> line() {
        String line = typed.poll();
        if (line != null && !line.endsWith("\n")) {
            throw new AssertionError("a line was asked for, a key is next: " + line);
        }
        return Optional.ofNullable(line).map(String::stripTrailing);
    }

    @Override
    public Optional<String> hidden() {
        return line();
    }

    @Override
    public void close() {
        if (!typed.isEmpty()) {
            throw new AssertionError("never asked for: " + typed);
        }
    }
}
