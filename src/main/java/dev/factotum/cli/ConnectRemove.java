package dev.factotum.cli;

import dev.factotum.channel.port.Gate;
import dev.factotum.config.Settings.AccountSettings;
import dev.factotum.http.Http;
import dev.factotum.http.Resolver;
import dev.factotum.login.TokenEndpoint;
import dev.factotum.login.Tokens;
import dev.factotum.problem.CommandCode;
import dev.factotum.problem.ExitCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.secret.SecretStore;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "remove",
        description = "Disconnect an account: its login is taken back and forgotten, and it is simulated from then on.")
final class ConnectRemove extends AgentCommand {
    @Parameters(paramLabel = "NAME", description = "As agent connect list shows it.")
    private String name = "";

    @Option(names = "--force", description = "Do not ask.")
    private boolean force;

    @Override
    protected ExitCode run(Session session) throws IOException, InterruptedException {
        Vault vault = session.vault();
        AccountSettings account = Optional.ofNullable(
                        ConnectList.accounts(session, vault).get(name))
                .orElseThrow(() -> new ProblemException(new Problem(
                        CommandCode.USAGE,
                        "There is no account “" + name + "”.",
                        "agent.yaml",
                        "no account of this name stands there",
                        "agent connect list shows them.")));
        if (!force
                && !Confirm.ask(session, "Disconnect " + name + " from " + account.channel() + "?", "Give --force.")) {
            session.out().print("Nothing was changed.");
            return ExitCode.DONE;
        }
        new AccountEntry(vault, name).sandbox().ifPresent(problem -> {
            throw new ProblemException(problem);
        });
        SecretDesk desk = SecretDesk.open(session, false);
        boolean own = account.rest().getOrDefault("key", "").equals("secret:" + name);
        boolean revoked = own && revoked(session, vault, desk.store(), name);
        boolean forgotten = own && desk.store().remove(name);
        desk.record("login", name + " on " + account.channel() + ": disconnected");
        new Gate(vault, name, account.channel()).forgotten();
        Out out = session.out();
        if (out.json()) {
            out.print(out.object("connect")
                    .put("removed", name)
                    .put("revoked", revoked)
                    .put("forgotten", forgotten));
        } else {
            out.print("Disconnected " + Style.BOLD.of(name) + ": it is simulated from now on."
                    + (forgotten ? " Its login was forgotten here." : ""));
            if (!revoked) {
                out.note(
                        "The platform was not told: take the login back there too, where apps or passwords are listed.");
            }
        }
        return ExitCode.DONE;
    }

    /** Disconnecting goes on whatever the platform says. */
    private static boolean revoked(Session session, Vault vault, SecretStore store, String name)
            throws IOException, InterruptedException {
        if (!(store.get(name) instanceof SecretStore.Got.Held held)) {
            return false;
        }
        Optional<Tokens> login = Tokens.parse(held.secret().reveal());
        if (login.isEmpty()) {
            return false;
        }
        Http http = new Http(vault.world().clock(), Resolver.system());
        TokenEndpoint endpoint = new TokenEndpoint(
                login.get(),
                http,
                vault.world().clock(),
                secret -> session.logbook().ifPresent(log -> log.conceal(secret)));
        Optional<String> refresh = login.get().refresh();
        boolean both = refresh.isEmpty() || endpoint.revoke(refresh.get());
        return endpoint.revoke(login.get().access()) && both;
    }
}
