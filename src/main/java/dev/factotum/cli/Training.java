package dev.factotum.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs the everyday commands once on a small vault, so that the launcher can archive the classes they load. */
public final class Training {
    private Training() {}

    /** @param arguments the folder of the vault, which is made */
    public static void main(String[] arguments) {
        Path vault = Path.of(arguments[0]).toAbsolutePath();
        List<List<String>> commands = List.of(
                List.of("init", vault.toString(), "--no-input"),
                List.of("add", "Call the printer", "--vault", vault.toString()),
                List.of("add", "Post about coffee on x and bluesky", "--vault", vault.toString()),
                List.of("run", "--vault", vault.toString()),
                List.of("status", "--vault", vault.toString()),
                List.of("approve", "@1", "@2", "--vault", vault.toString()),
                List.of("run", "--vault", vault.toString()),
                List.of("status", "--json", "--vault", vault.toString()),
                List.of("log", "--vault", vault.toString()),
                List.of("doctor", "E-VAULT-01"),
                List.of("no-such-command"));
        for (List<String> command : commands) {
            Terminal nowhere = new Terminal(
                    InputStream.nullInputStream(),
                    OutputStream.nullOutputStream(),
                    OutputStream.nullOutputStream(),
                    Traits.of(Map.of(), "", null));
            Main.run(command.toArray(String[]::new), nowhere);
        }
    }
}
