package dev.factotum.cli;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The three standard streams. A reader that went away ({@code agent log | head}) is no error: what follows is dropped
 * quietly and {@link #closed} says so. Any other failed write of stdout is kept for {@link #failure}. Thread-safe.
 */
final class Terminal {
    private static final int LINE_LIMIT = 65_536;

    private final InputStream input;
    private final OutputStream output;
    private final OutputStream errors;
    private final Traits traits;
    private boolean closed;
    private @Nullable IOException failure;
    private String footer = "";

    Terminal(InputStream input, OutputStream output, OutputStream errors, Traits traits) {
        this.input = new BufferedInputStream(input);
        this.output = new BufferedOutputStream(output, 1 << 15);
        this.errors = new BufferedOutputStream(errors, 1 << 13);
        this.traits = traits;
    }

    Traits traits() {
        return traits;
    }

    /** Standard input itself, for a command that speaks a protocol over it. */
    InputStream pipeIn() {
        return input;
    }

    /** Standard output itself; nothing else may be written to it then. */
    OutputStream pipeOut() {
        return output;
    }

    /** Writes text to stdout as it stands, cleaned of controls. */
    synchronized void output(String text) {
        above(() -> write(ShownText.clean(text, traits.output())));
    }

    /** Writes one line of JSON to stdout. */
    synchronized void json(String json) {
        write(ShownText.cleanJson(json) + "\n");
    }

    /** Writes text to stderr; results that wait are shown first, so that the two keep their order on a screen. */
    synchronized void errors(String text) {
        above(() -> {
            flush();
            direct(ShownText.clean(text, traits.errors()));
        });
    }

    /**
     * Keeps one line at the foot of the screen, redrawn in place below everything else; empty takes it away. Nothing where
     * stderr is no terminal.
     *
     * @param line without line break; what is wider than the screen is cut off
     */
    synchronized void foot(String line) {
        if (!traits.errors().terminal() || line.equals(footer)) {
            return;
        }
        erase();
        footer = line;
        draw();
    }

    private void above(Runnable writing) {
        if (footer.isEmpty()) {
            writing.run();
            return;
        }
        erase();
        writing.run();
        flush();
        draw();
    }

    private void erase() {
        if (!footer.isEmpty()) {
            direct("\r\u001b[K");
        }
    }

    private void draw() {
        if (!footer.isEmpty()) {
            String shown = ShownText.clean(footer, traits.errors()).replace('\n', ' ');
            direct(Wrapped.width(shown) < traits.columns() ? shown : Wrapped.cut(plain(shown), traits.columns() - 1));
        }
    }

    private static String plain(String styled) {
        StringBuilder plain = new StringBuilder();
        for (int at = 0; at < styled.length(); at++) {
            int sequence = Style.sequenceAt(styled, at);
            if (sequence > 0) {
                at += sequence - 1;
            } else {
                plain.append(styled.charAt(at));
            }
        }
        return plain.toString();
    }

    private void direct(String shown) {
        try {
            errors.write(shown.getBytes(traits.errors().charset()));
            errors.flush();
        } catch (IOException nobodyReads) {
            closed = closed || isPipe(nobodyReads);
        }
    }

    synchronized void flush() {
        try {
            output.flush();
        } catch (IOException e) {
            broken(e);
        }
    }

    /** True once the reader of stdout is gone; endless commands stop then. */
    synchronized boolean closed() {
        return closed;
    }

    /** The first failure of stdout that is not a reader gone away. */
    synchronized Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    /** For what picocli prints by itself: help and version. */
    PrintWriter outputWriter() {
        return new PrintWriter(new Pass(this::output), true);
    }

    PrintWriter errorWriter() {
        return new PrintWriter(new Pass(this::errors), true);
    }

    /** Stdin itself, for single keys. */
    InputStream typed() {
        return input;
    }

    /** One line of stdin without its end, empty at the end of input; longer than 64 KiB is cut. */
    Optional<String> line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = input.read();
        if (next < 0) {
            return Optional.empty();
        }
        while (next >= 0 && next != '\n') {
            if (line.size() < LINE_LIMIT) {
                line.write(next);
            }
            next = input.read();
        }
        String text = line.toString(traits.input() ? traits.output().charset() : StandardCharsets.UTF_8);
        return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }

    /** All of stdin, at most {@code limit} bytes and one more where it holds more. */
    byte[] all(int limit) throws IOException {
        return input.readNBytes(limit + 1);
    }

    private void write(String text) {
        if (closed || failure != null) {
            return;
        }
        try {
            output.write(text.getBytes(traits.output().charset()));
            if (traits.output().terminal()) {
                output.flush();
            }
        } catch (IOException e) {
            broken(e);
        }
    }

    private void broken(IOException e) {
        if (isPipe(e)) {
            closed = true;
        } else if (failure == null && !closed) {
            failure = e;
        }
    }

    private static boolean isPipe(IOException e) {
        return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
    }

    /** A writer that hands on what it gets. */
    private static final class Pass extends Writer {
        private final Consumer<String> sink;

        Pass(Consumer<String> sink) {
            this.sink = sink;
        }

        @Override
        public void write(char[] buffer, int offset, int length) {
            sink.accept(new String(buffer, offset, length));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
