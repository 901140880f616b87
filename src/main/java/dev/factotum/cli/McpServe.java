package dev.factotum.cli;

import dev.factotum.engine.Assessor.EngineVault;
import dev.factotum.markdown.Escape;
import dev.factotum.mcp.server.Fronts;
import dev.factotum.mcp.server.Named;
import dev.factotum.mcp.server.Scope;
import dev.factotum.mcp.server.Serving;
import dev.factotum.mcp.server.Token;
import dev.factotum.problem.CommandCode;
import dev.factotum.problem.ExitCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.vault.Digest;
import dev.factotum.vault.Vault;
import dev.factotum.world.Threads;
import java.io.IOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "serve",
        description = "Serve this vault to programs that speak MCP. What they ask for waits for a person.",
        footer = {
            "",
            "  agent mcp serve                      over standard input and output, for one program",
            "  agent mcp serve --http 8085          for programs on this machine that show the token",
            "  agent mcp serve --only email --http  one channel, at its own port; --all for all five"
        })
final class McpServe extends AgentCommand {
    /** Stands for a port that the person left to us. */
    private static final String USUAL = "-1";

    private static final int PORT = 8085;
    private static final long LONGEST_TOKEN = 4096;
    private static final String TOKEN_FILE = "mcp-token";

    @Option(
            names = "--http",
            arity = "0..1",
            fallbackValue = USUAL,
            paramLabel = "PORT",
            description = "Answer on 127.0.0.1 at this port (0: any free one) instead of standard input and output.")
    private @Nullable Integer http;

    @Option(names = "--only", paramLabel = "NAME", description = "Offer one channel: email, browser, odoo, x or meta.")
    private @Nullable String only;

    @Option(names = "--all", description = "Serve all five over HTTP, at 8080 to 8084 or from PORT on.")
    private boolean all;

    @Option(names = "--gateway", description = "Offer the tools of the MCP servers of this vault too, behind a person.")
    private boolean gateway;

    @Option(
            names = "--gateway-reads",
            paramLabel = "HOW",
            description = "direct: those of them that only read are called at once.")
    private String reads = "gated";

    @Option(names = "--token-file", paramLabel = "FILE", description = "The token stands in this file; made anew else.")
    private @Nullable String tokenFile;

    @Override
    protected ExitCode run(Session session) throws IOException, InterruptedException {
        Optional<Named> named = named();
        if (all && only != null) {
            throw usage("--all serves all five; --only one of them.");
        }
        if (http != null && http != Integer.parseInt(USUAL) && (http < 0 || http > 65_535)) {
            throw usage("--http takes a port from 0 to 65535.");
        }
        if (!Set.of("gated", "direct").contains(reads)) {
            throw usage("--gateway-reads takes gated or direct.");
        }
        try (Workplace workplace = Workplace.open(session, event -> {})) {
            session.interrupt();
            if (workplace.vault().executor().here()) {
                workplace.begin();
            }
            Serving serving = new Serving(
                    new EngineVault(workplace.vault(), workplace.parts().toolbox()),
                    workplace::settings,
                    workplace.backroom());
            Scope scope = named.map(Named::scope)
                    .orElseGet(() -> new Scope("factotum", Set.of(), gateway, reads.equals("direct")));
            if (http == null && !all) {
                stdio(session, serving, scope);
            } else {
                Token token = token(session, workplace.vault());
                try (Fronts fronts = fronts(serving, scope, named, token)) {
                    tell(session, workplace.vault(), fronts, token);
                    CountDownLatch end = new CountDownLatch(1);
                    session.onInterrupt(end::countDown);
                    if (!session.interrupted()) {
                        end.await();
                    }
                }
            }
            return ExitCode.DONE;
        }
    }

    private Optional<Named> named() {
        Optional<Named> named = Optional.ofNullable(only).flatMap(Named::of);
        if (only != null && named.isEmpty()) {
            throw usage("--only takes one of " + String.join(", ", Named.words()) + ".");
        }
        return named;
    }

    private Fronts fronts(Serving serving, Scope scope, Optional<Named> named, Token token) throws IOException {
        int given = http == null ? Integer.parseInt(USUAL) : http;
        try {
            if (all) {
                List<Named> five = Arrays.asList(Named.values());
                List<Integer> ports = five.stream()
                        .map(one -> given < 0 ? one.port() : given == 0 ? 0 : given + one.ordinal())
                        .toList();
                return serving.http(five, ports, token);
            }
            return named.isPresent()
                    ? serving.http(
                            List.of(named.get()),
                            List.of(given < 0 ? named.get().port() : given),
                            token)
                    : serving.http(scope, given < 0 ? PORT : given, token);
        } catch (BindException taken) {
            throw new ProblemException(new Problem(
                    CommandCode.USAGE,
                    "The port cannot be used.",
                    "--http" + (given < 0 ? "" : " " + given),
                    String.valueOf(taken.getMessage()),
                    "Name another port: agent mcp serve --http PORT."));
        }
    }

    /** Whoever reads standard error may start a client; nothing else is written there unasked. */
    private void tell(Session session, Vault vault, Fronts fronts, Token token) {
        for (Fronts.Address address : fronts.addresses()) {
            session.out().note(address.name() + " answers at http://127.0.0.1:" + address.port() + "/mcp");
        }
        if (tokenFile != null) {
            session.out().note("The token is the one in " + Escape.terminal(tokenFile) + ".");
            return;
        }
        session.out().note("Token: " + token.value());
        session.out()
                .note(Style.DIM.of("Programs send it as Authorization: Bearer TOKEN. It is kept in "
                        + Escape.terminal(file(vault).toString()) + " until the next start."));
    }

    private static Path file(Vault vault) {
        return vault.hidden().resolve("local").resolve(TOKEN_FILE);
    }

    private Token token(Session session, Vault vault) throws IOException {
        if (tokenFile != null) {
            byte[] bytes = session.world().disk().read(session.here().resolve(tokenFile), LONGEST_TOKEN);
            String value = new String(bytes, StandardCharsets.UTF_8).strip();
            try {
                return new Token(value);
            } catch (IllegalArgumentException odd) {
                throw new ProblemException(new Problem(
                        CommandCode.USAGE,
                        "The file holds no token.",
                        tokenFile,
                        "a token has at least " + Token.SHORTEST + " characters and no blanks",
                        "Write one into it, or leave --token-file out."));
            }
        }
        String value = Digest.of(vault.id()
                        + vault.world().ids().ulid()
                        + vault.world().ids().ulid())
                .hex()
                .substring(0, 40);
        vault.files().write(file(vault), (value + "\n").getBytes(StandardCharsets.UTF_8));
        return new Token(value);
    }

    /** Reading a pipe cannot be cut short: where the person stops us, the thread that reads is left behind. */
    private static void stdio(Session session, Serving serving, Scope scope) throws IOException, InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
        session.onInterrupt(end::countDown);
        Threads.start("mcp-stdio", (_, _) -> end.countDown(), () -> {
            try {
                serving.stdio(scope, session.pipes().pipeIn(), session.pipes().pipeOut());
            } catch (IOException gone) {
                failure.set(gone);
            } finally {
                end.countDown();
            }
        });
        if (!session.interrupted()) {
            end.await();
        }
        IOException gone = failure.get();
        if (gone != null && !session.interrupted()) {
            throw gone;
        }
    }
}
