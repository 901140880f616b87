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
    private static final int LONGEST_SEQUENCE = 16;

    private final org.jline.terminal.Terminal terminal;
    private final InputStream typed;
    private final Charset charset;

    private JLineKeys(org.jline.terminal.Terminal terminal, InputStream typed) {
        this.terminal = terminal;
        this.typed = typed;
        this.charset = terminal.encoding();
    }

    /** @param typed the process's standard input, which nobody else reads meanwhile */
    static Keys open(InputStream typed) throws IOException {
        return new JLineKeys(
                TerminalBuilder.builder()
                        .system(true)
                        .dumb(false)
                        .nativeSignals(false)
                        .build(),
                typed);
    }

    @Override
    public int next() throws IOException {
        Attributes before = terminal.enterRawMode();
        try {
            wait(1, 0);
            int key = typed.read();
            return key == ESCAPE ? sequence() : key;
        } finally {
            terminal.setAttributes(before);
        }
    }

    /** Ctrl-C becomes a key like any other. @param least bytes a read waits for; @param tenths of a second it waits */
    private void wait(int least, int tenths) {
        Attributes raw = terminal.getAttributes();
        raw.setLocalFlag(Attributes.LocalFlag.ISIG, false);
        raw.setControlChar(Attributes.ControlChar.VMIN, least);
        raw.setControlChar(Attributes.ControlChar.VTIME, tenths);
        terminal.setAttributes(raw);
    }

    /** What follows an escape within a tenth of a second belongs to it: none of it may count as a key. */
    private int sequence() throws IOException {
        wait(0, 1);
        int last = ESCAPE;
        for (int length = 0; length < LONGEST_SEQUENCE; length++) {
            int next = typed.read();
            if (next < 0) {
                break;
            }
            last = next;
            boolean ends = length > 0 && next >= '@' && next <= '~';
            if (ends || length == 0 && next != '[' && next != 'O') {
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
        return line(true);
    }

    @Override
    public Optional<String> hidden() throws IOException {
        return line(false);
    }

    private Optional<String> line(boolean echo) throws IOException {
        Attributes before = terminal.getAttributes();
        Attributes asking = new Attributes(before);
        asking.setLocalFlag(Attributes.LocalFlag.ISIG, false);
        asking.setLocalFlag(Attributes.LocalFlag.ECHO, echo);
        asking.setControlChar(Attributes.ControlChar.VEOL, INTERRUPT);
        terminal.setAttributes(asking);
        try {
            return read();
        } finally {
            terminal.setAttributes(before);
        }
    }

    private Optional<String> read() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = typed.read();
        if (next < 0) {
            return Optional.empty();
        }
        while (next >= 0 && next != '\n' && next != INTERRUPT) {
            if (line.size() < LONGEST_LINE) {
                line.write(next);
            }
            next = typed.read();
        }
        return Optional.of(line.toString(charset) + (next == INTERRUPT ? Character.toString(INTERRUPT) : ""));
    }

    @Override
    public void close() throws IOException {
        terminal.close();
    }
}
