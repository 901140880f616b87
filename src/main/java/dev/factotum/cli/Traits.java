package dev.factotum.cli;

import java.io.Console;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the three standard streams are connected to.
 *
 * @param input true where stdin is a terminal
 * @param columns width for wrapping
 */
record Traits(boolean input, Screen output, Screen errors, int columns) {
    /** Nothing is a terminal. */
    static final Traits PIPES = new Traits(false, Screen.NONE, Screen.NONE, 80);

    /**
     * What shows one stream.
     *
     * @param terminal false for pipes and files, which always get plain UTF-8
     * @param colour true where colours are shown and the person did not refuse them
     * @param ascii true where characters beyond ASCII are not shown
     */
    record Screen(boolean terminal, boolean colour, boolean ascii, Charset charset) {
        static final Screen NONE = new Screen(false, false, false, StandardCharsets.UTF_8);
    }

    /**
     * Reads them from what the launcher passes.
     *
     * @param tty the digits of the descriptors that are terminals, such as {@code 012}; null where nobody looked
     * @param encoding the charset of a terminal; null means UTF-8
     */
    static Traits of(Map<String, String> environment, @Nullable String tty, @Nullable String encoding) {
        String terminals = tty != null ? tty : guessed();
        boolean colour = !environment.getOrDefault("TERM", "").equals("dumb")
                && environment.getOrDefault("NO_COLOR", "").isEmpty();
        Charset charset = charset(encoding);
        boolean ascii = environment.containsKey("AGENT_ASCII")
                || !charset.name().toUpperCase(Locale.ROOT).startsWith("UTF-");
        Screen screen = new Screen(true, colour, ascii, charset);
        return new Traits(
                terminals.contains("0"),
                terminals.contains("1") ? screen : Screen.NONE,
                terminals.contains("2") ? screen : Screen.NONE,
                columns(environment.getOrDefault("COLUMNS", "")));
    }

    /** Where lines on stderr are to be broken; pipes and files get whole lines. */
    int errorWidth() {
        return errors.terminal() ? columns : Integer.MAX_VALUE;
    }

    private static String guessed() {
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .map(console -> "012")
                .orElse("");
    }

    private static Charset charset(@Nullable String encoding) {
        try {
            return encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return StandardCharsets.US_ASCII;
        }
    }

    private static int columns(String number) {
        return number.matches("[1-9][0-9]{1,3}") ? Math.max(40, Integer.parseInt(number)) : 80;
    }
}
