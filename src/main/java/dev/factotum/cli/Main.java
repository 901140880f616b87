package dev.factotum.cli;

import dev.factotum.Version;
import dev.factotum.world.World;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The start of the program. */
public final class Main {
    static {
        // Else every jar would be searched for what logs, and that it was found would be printed.
        System.setProperty("slf4j.provider", "dev.factotum.journal.Backend");
        System.setProperty("slf4j.internal.verbosity", "ERROR");
    }

    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))) {
            System.out.println(Version.LINE);
            return;
        }
        Terminal terminal = new Terminal(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                Traits.of(screen(), System.getProperty("agent.tty"), System.getProperty("stdout.encoding")));
        System.exit(run(args, terminal));
    }

    /** The launcher asks the terminal how wide it is, for shells do not hand COLUMNS on. */
    private static Map<String, String> screen() {
        Map<String, String> variables = new HashMap<>(System.getenv());
        variables.putIfAbsent("COLUMNS", System.getProperty("agent.columns", ""));
        return variables;
    }

    /** Runs one command here and now and answers its exit code. */
    static int run(String[] args, Terminal terminal) {
        Interrupt interrupt = new Interrupt(code -> Runtime.getRuntime().halt(code));
        Path here = Path.of("").toAbsolutePath();
        String launcher = System.getProperty("agent.launcher", "");
        Hands hands = new Hands(JLineKeys::open, Editor.system());
        return Agent.run(
                args, new Surroundings(terminal, System.getenv(), here, World::real, interrupt, hands, launcher));
    }
}
