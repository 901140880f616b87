package dev.factotum.cli;

import dev.factotum.problem.ExitCode;
import dev.factotum.secret.Kept;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "set", description = "Keep a secret: asks for its value, which is not shown.")
final class SecretsSet extends AgentCommand {
    @Parameters(paramLabel = "NAME", description = "As settings name it behind secret:.")
    private String name = "";

    @Option(names = "--stdin", description = "Take the value from standard input.")
    private boolean piped;

    @Option(names = "--expires", paramLabel = "DATE", description = "The day it ends, such as 2027-03-31.")
    private @Nullable String expires;

    @Option(
            names = "--passphrase",
            description = "Lock a new store by a passphrase that you are asked for, not by a key file.")
    private boolean passphrase;

    @Override
    protected ExitCode run(Session session) throws IOException, InterruptedException {
        Optional<Instant> end = end();
        SecretDesk desk = SecretDesk.open(session, passphrase);
        if (passphrase && !desk.store().list().isEmpty()) {
            throw usage("--passphrase locks a new store; the one that is there stays locked as it is");
        }
        boolean there =
                desk.store().list().stream().anyMatch(kept -> kept.name().equals(name));
        String value = desk.value(piped, "The value of “" + name + "” (not shown):");
        Kept kept = desk.store().put(name, value, end);
        desk.record("secret", name + (there ? ": changed" : ": set"));
        tell(session, desk, kept, there ? "Changed" : "Kept");
        return ExitCode.DONE;
    }

    private Optional<Instant> end() {
        try {
            return Optional.ofNullable(expires)
                    .map(text -> LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException odd) {
            throw usage("--expires wants a day such as 2027-03-31");
        }
    }

    static void tell(Session session, SecretDesk desk, Kept kept, String verb) throws IOException {
        List<String> uses = desk.uses().getOrDefault(kept.name(), List.of());
        Out out = session.out();
        if (out.json()) {
            var object = out.object("secret").put("name", kept.name()).put("kept", SecretsCommand.place(kept));
            object.put("set", kept.set().toString());
            uses.forEach(object.putArray("usedIn")::add);
            out.print(object);
            return;
        }
        String where = switch (kept.place()) {
            case KEYRING -> " in the keyring of the system.";
            case FILE, PLAIN -> ", sealed, outside every vault.";
        };
        out.print(verb + " " + Style.BOLD.of(kept.name()) + where);
        out.note(
                uses.isEmpty()
                        ? "Name it in settings as secret:" + kept.name() + "."
                        : "Used in " + String.join(", ", uses) + "; it holds from the next call on.");
    }
}
