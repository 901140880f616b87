package dev.factotum.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.port.Gate;
import dev.factotum.config.Settings;
import dev.factotum.config.Settings.AccountSettings;
import dev.factotum.config.SettingsFile;
import dev.factotum.markdown.Escape;
import dev.factotum.problem.ExitCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.secret.Kept;
import dev.factotum.tool.ToolError;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;

@Command(
        name = "list",
        description = "The accounts: where they are, live or simulated, how old the login is, how they fare.")
final class ConnectList extends AgentCommand {
    @Override
    protected ExitCode run(Session session) throws IOException {
        Vault vault = session.vault();
        Map<String, AccountSettings> accounts = new TreeMap<>(accounts(session, vault));
        Map<String, Kept> kept = new HashMap<>();
        SecretAge.store(vault).list().forEach(one -> kept.put(one.name(), one));
        Instant now = vault.world().clock().instant();
        Out out = session.out();
        ObjectNode object = out.object("accounts");
        ArrayNode list = object.putArray("accounts");
        When when = new When(Zone.of(session, vault), now);
        int longest = accounts.keySet().stream().mapToInt(String::length).max().orElse(0);
        for (AccountSettings account : accounts.values()) {
            Gate.Fares fares = new Gate(vault, account.name(), account.channel()).fares();
            String key = account.rest().getOrDefault("key", "");
            Optional<Kept> login =
                    key.startsWith("secret:") ? Optional.ofNullable(kept.get(key.substring(7))) : Optional.empty();
            if (out.json()) {
                ObjectNode one = list.addObject()
                        .put("name", account.name())
                        .put("channel", account.channel())
                        .put("handle", account.handle())
                        .put("mode", account.live() ? "live" : "sandbox");
                one.put("login", login.map(known -> known.set().toString()).orElse(null));
                one.put("lastUsed", fares.last().map(Instant::toString).orElse(null));
                one.put("trouble", fares.trouble().map(ToolError::message).orElse(null));
                continue;
            }
            String age = login.map(
                            known -> known.days(now) == 0 ? "login of today" : "login " + known.days(now) + " days old")
                    .orElse(
                            key.isEmpty()
                                    ? "no login"
                                    : key.startsWith("secret:")
                                            ? "its login is not on this machine"
                                            : "login by " + key.replaceAll(":.*", ""));
            out.print(Style.BOLD.of(account.name())
                    + " ".repeat(longest - account.name().length() + 2)
                    + (account.live() ? Style.GREEN.of("live   ") : Style.DIM.of("sandbox")) + "  "
                    + Escape.terminal(account.channel()) + "  " + Escape.terminal(account.handle()) + "  "
                    + Style.DIM.of(age
                            + fares.last()
                                    .map(at -> ", last used " + when.at(at))
                                    .orElse("")));
            fares.trouble().ifPresent(error -> out.print("  " + Style.YELLOW.of(Escape.terminal(error.message()))));
        }
        if (out.json()) {
            out.print(object);
        } else if (accounts.isEmpty()) {
            out.print("No accounts: every send is simulated into Outbox/. agent connect NAME connects one.");
        }
        return ExitCode.DONE;
    }

    static Map<String, AccountSettings> accounts(Session session, Vault vault) throws IOException {
        return switch (new SettingsFile(vault.world(), vault.root()).load(session.environment())) {
            case SettingsFile.Loaded.Good(Settings settings, List<Problem> warnings) -> settings.accounts();
            case SettingsFile.Loaded.Bad(List<Problem> problems) -> throw new ProblemException(problems.getFirst());
        };
    }
}
