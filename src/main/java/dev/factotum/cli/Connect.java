package dev.factotum.cli;

import dev.factotum.channel.Channels;
import dev.factotum.problem.ExitCode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "connect",
        description = "Connect an account: log in, check that it works, and write it into agent.yaml.",
        footer = {
            "",
            "What is missing is asked for. The login is kept as the secret NAME outside of the vault; agent.yaml only names it.",
            "Nothing is written before the login has worked once. For an account that there is, its login is renewed.",
            "Without a terminal give every answer: --channel, --handle, --server, --set NAME=VALUE, and secrets by --stdin,",
            "a line each. agent connect list shows the accounts, agent connect remove NAME disconnects one."
        },
        subcommands = {ConnectList.class, ConnectRemove.class})
final class Connect extends AgentCommand {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "What the account is to be called, such as shop-x.")
    private @Nullable String name;

    @Option(names = "--channel", paramLabel = "CHANNEL", description = "Where it is: bluesky, mastodon, x, email …")
    private @Nullable String channel;

    @Option(names = "--handle", paramLabel = "HANDLE", description = "The address or @name it acts as.")
    private @Nullable String handle;

    @Option(names = "--server", paramLabel = "URL", description = "The server it is on, where its channel has many.")
    private @Nullable String server;

    @Option(names = "--with", paramLabel = "METHOD", description = "The way to log in, where there are several.")
    private @Nullable String method;

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "Any other answer that is no secret.")
    private Map<String, String> more = new LinkedHashMap<>();

    @Option(names = "--stdin", description = "Take the secrets from standard input, a line each.")
    private boolean piped;

    @Option(names = "--no-browser", description = "Only show the address; you open it yourself.")
    private boolean closed;

    @Override
    protected ExitCode run(Session session) throws IOException, InterruptedException {
        Map<String, String> given = new LinkedHashMap<>(more);
        Optional.ofNullable(handle).ifPresent(text -> given.put("handle", text));
        Optional.ofNullable(server).ifPresent(text -> given.put("server", text));
        Connecting.Wish wish = new Connecting.Wish(
                Optional.ofNullable(name),
                Optional.ofNullable(channel),
                Optional.ofNullable(method),
                given,
                piped,
                !closed);
        return new Connecting(session, Channels.connectable()).connect(wish);
    }
}
