package dev.factotum.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Optional;
import org.jline.terminal.Attributes;
import org.jline.terminal.TerminalBuilder;

/**
 * Keys of the terminal the process was started in. Raw mode lasts for one key, so whatever ends the process leaves a
 * usable terminal; reads block without a thread of their own, so nothing competes with an editor for what is typed.
 */
final class JLineKeys implements Keys {
    private static final int ESCAPE = 27;
    private static final int LONGEST_LINE = 8192;

    private final org.jline.terminal.Terminal terminal;
    private final InputStream input;
    private final Charset charset;

    private JLineKeys(org.jline.terminal.Terminal terminal) {
        this.terminal = terminal;
        this.input = terminal.input();
        this.charset = terminal.encoding();
    }

    static Keys open() throws IOException {
        return new JLineKeys(TerminalBuilder.builder()
                .system(true)
                .dumb(false)
                .nativeSignals(false)
                .build());
    }

    @Override
    public int next() throws IOException {
        Attributes before = terminal.enterRawMode();
        try {
            Attributes raw = terminal.getAttributes();
            raw.setLocalFlag(Attributes.LocalFlag.ISIG, false);
            raw.setControlChar(Attributes.ControlChar.VMIN, 1);
            raw.setControlChar(Attributes.ControlChar.VTIME, 0);
            terminal.setAttributes(raw);
            int key = input.read();
            return key == ESCAPE ? sequence() : key;
        } finally {
            terminal.setAttributes(before);
        }
    }

    /** What follows an escape, where something follows at once. */
    private int sequence() throws IOException {
        int last = ESCAPE;
        for (int length = 0; length < 8 && input.available() > 0; length++) {
            last = input.read();
            if (Character.isLetter(last) && last != 'O') {
                break;
            }
        }
        return switch (last) {
            case 'C', 'B' -> RIGHT;
            case 'D', 'A' -> LEFT;
            default -> ESCAPE;
        };
    }

    @Override
    public Optional<String> line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = input.read();
        if (next < 0) {
            return Optional.empty();
        }
        while (next >= 0 && next != '\n') {
            if (line.size() < LONGEST_LINE) {
                line.write(next);
            }
            next = input.read();
        }
        return Optional.of(line.toString(charset));
    }

    @Override
    public void close() throws IOException {
        terminal.close();
    }
}
