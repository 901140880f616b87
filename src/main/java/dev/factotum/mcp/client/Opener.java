package dev.factotum.mcp.client;

import dev.factotum.config.Redactor;
import dev.factotum.http.Http;
import dev.factotum.http.HttpCall.Header;
import dev.factotum.mcp.client.ServerSpec.Way;
import dev.factotum.problem.McpCode;
import dev.factotum.problem.Problem;
import dev.factotum.secret.Secrets;
import dev.factotum.vault.Vault;
import dev.factotum.world.Child;
import dev.factotum.world.DiskFailure;
import dev.factotum.world.World;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Starts programs and finds addresses, with what they are given at this moment. Thread-safe. */
final class Opener {
    /** Bytes of one message. */
    static final int LONGEST = 1 << 20;

    /** What a program needs to run at all, and nothing that only this one knows. */
    private static final List<String> INHERITED =
            List.of("PATH", "HOME", "LANG", "TMPDIR", "SystemRoot", "USERPROFILE", "TEMP");

    private final Vault vault;
    private final Http http;
    private final Secrets secrets;
    private final Consumer<String> conceal;
    private final int longest;

    /** @param conceal takes each secret before it is used, as the program's log does */
    Opener(Vault vault, Http http, Secrets secrets, Consumer<String> conceal, int longest) {
        this.vault = vault;
        this.http = http;
        this.secrets = secrets;
        this.conceal = conceal;
        this.longest = longest;
    }

    /** What came of it. */
    sealed interface Opened {
        /** @param clean takes out of any text what the server was given in secret */
        record Up(Connection connection, UnaryOperator<String> clean) implements Opened {}

        record Down(Problem problem) implements Opened {}
    }

    Opened open(ServerSpec spec, Connection.Listener listener) throws InterruptedException {
        Expansion expansion = new Expansion(secrets, environment());
        String where = McpFile.NAME + " › " + spec.name();
        return switch (spec.way()) {
            case Way.Program program -> start(spec, program, expansion, where, listener);
            case Way.Address address -> reach(spec, address, expansion, where, listener);
        };
    }

    private Map<String, String> environment() {
        return world().processes().environment();
    }

    private World world() {
        return vault.world();
    }

    private Opened start(
            ServerSpec spec, Way.Program program, Expansion expansion, String where, Connection.Listener listener)
            throws InterruptedException {
        Map<String, String> variables = new HashMap<>();
        for (String name : INHERITED) {
            String value = environment().get(name);
            if (value != null) {
                variables.put(name, value);
            }
        }
        List<String> command = new ArrayList<>();
        command.add(expansion.of(program.command(), where + " › command"));
        for (String argument : program.arguments()) {
            command.add(expansion.of(argument, where + " › args"));
        }
        List<String> given = new ArrayList<>();
        for (Map.Entry<String, String> variable : program.variables().entrySet()) {
            String value = expansion.of(variable.getValue(), where + " › env › " + variable.getKey());
            variables.put(variable.getKey(), value);
            if (secret(variable.getKey(), variable.getValue())) {
                given.add(value);
            }
        }
        if (expansion.problem().isPresent()) {
            return new Opened.Down(expansion.problem().get());
        }
        UnaryOperator<String> clean = clean(expansion, given);
        try {
            Path folder = world().processes()
                    .stateFolder()
                    .resolve("mcp")
                    .resolve(vault.id())
                    .resolve(spec.name().value());
            vault.files().folder(folder);
            Child child = world().processes().start(new Child.Launch(command, variables, folder));
            return new Opened.Up(new ProgramConnection(spec.name().value(), child, longest, listener, clean), clean);
        } catch (IOException unstartable) {
            return new Opened.Down(new Problem(
                    McpCode.NOT_STARTED,
                    "The server " + spec.name() + " does not start",
                    where,
                    clean.apply(program.command() + ": " + DiskFailure.words(unstartable)),
                    "Run its command by hand; agent doctor says what is missing on this machine."));
        }
    }

    private Opened reach(
            ServerSpec spec, Way.Address address, Expansion expansion, String where, Connection.Listener listener)
            throws InterruptedException {
        List<Header> headers = new ArrayList<>();
        List<String> given = new ArrayList<>();
        for (Map.Entry<String, String> header : address.headers().entrySet()) {
            String value = expansion.of(header.getValue(), where + " › headers › " + header.getKey());
            headers.add(new Header(header.getKey(), value));
            if (secret(header.getKey(), header.getValue())) {
                given.add(value.replaceFirst("(?i)^(bearer|basic|token) +", ""));
            }
        }
        if (expansion.problem().isPresent()) {
            return new Opened.Down(expansion.problem().get());
        }
        try {
            URI url = new URI(address.url().toString());
            return new Opened.Up(
                    new AddressConnection(spec.name().value(), url, headers, http, world().clock(), longest, listener),
                    clean(expansion, given));
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("an address is one", impossible);
        }
    }

    /** By its name, or by what is written out there although it should not be. */
    private static boolean secret(String name, String value) {
        return Expansion.secretive(name)
                || !Redactor.of(List.of()).redact(value).equals(value);
    }

    private UnaryOperator<String> clean(Expansion expansion, List<String> given) {
        List<String> all = new ArrayList<>(expansion.used());
        all.addAll(given);
        all.forEach(conceal);
        return all.isEmpty() ? UnaryOperator.identity() : Redactor.of(all)::withoutKnown;
    }
}
