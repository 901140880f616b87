package dev.factotum.cli;

import dev.factotum.channel.Channels;
import dev.factotum.channel.port.Channel;
import dev.factotum.config.NoticeSettings;
import dev.factotum.config.Settings;
import dev.factotum.config.SettingsFile;
import dev.factotum.engine.Demotions;
import dev.factotum.notice.webhook.HookStanding;
import dev.factotum.problem.NetCode;
import dev.factotum.problem.Problem;
import dev.factotum.rule.RuleBook;
import dev.factotum.tool.Tool;
import dev.factotum.tool.Toolbox;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Settings, rules and accounts. */
final class SettingsChecks {
    private final Session session;
    private final Vault vault;
    private Optional<Settings> read = Optional.empty();

    SettingsChecks(Session session, Vault vault) {
        this.session = session;
        this.vault = vault;
    }

    List<Check> settings() throws IOException {
        return switch (new SettingsFile(vault.world(), vault.root()).load(session.environment())) {
            case SettingsFile.Loaded.Bad(List<Problem> problems) -> checks("settings", problems);
            case SettingsFile.Loaded.Good(Settings settings, List<Problem> warnings) -> {
                read = Optional.of(settings);
                yield warnings.isEmpty()
                        ? List.of(Check.ok(
                                "settings",
                                "agent.yaml reads well; clients "
                                        + settings.clients().size() + ", agents "
                                        + settings.agents().size() + ", contacts "
                                        + settings.contacts().size()))
                        : checks("settings", warnings);
            }
        };
    }

    List<Check> rules() throws IOException {
        try (Tooling tooling = Tooling.of(vault)) {
            Toolbox toolbox = tooling.toolbox(Zone.of(session, vault));
            List<Problem> problems =
                    new RuleBook(vault.world().disk(), vault.root().resolve("Rules"), toolbox).check();
            return problems.isEmpty()
                    ? List.of(Check.ok("rules", "every rule can be read and can fire"))
                    : checks("rules", problems);
        }
    }

    List<Check> accounts() {
        if (read.isEmpty()) {
            return List.of();
        }
        TreeMap<String, Settings.AccountSettings> accounts =
                new TreeMap<>(read.get().accounts());
        if (accounts.isEmpty()) {
            return List.of(Check.note(
                    "accounts", "none is set up: every send is simulated into Outbox/", "Add accounts to agent.yaml."));
        }
        Set<String> connectable =
                Channels.connectable().stream().map(Channel::id).collect(Collectors.toSet());
        List<Check> checks = new ArrayList<>();
        accounts.values().stream()
                .filter(account -> account.live() && !connectable.contains(account.channel()))
                .forEach(account -> checks.add(Check.problem(
                        "accounts",
                        account.name() + " is set to live, and this version cannot connect " + account.channel(),
                        NetCode.NOT_LIVE.remedy(),
                        NetCode.NOT_LIVE.exit())));
        named(
                        accounts.values().stream()
                                .filter(account -> connectable.contains(account.channel()))
                                .toList(),
                        true)
                .ifPresent(names -> checks.add(Check.ok("accounts", names + ": live, what you approve goes out")));
        named(accounts.values(), false)
                .ifPresent(names -> checks.add(Check.note(
                        "accounts",
                        names + ": in sandbox, what they send is written to Outbox/",
                        "agent connect NAME makes an account live.")));
        return checks;
    }

    private static Optional<String> named(Collection<Settings.AccountSettings> accounts, boolean live) {
        List<String> names = accounts.stream()
                .filter(account -> account.live() == live)
                .map(account -> account.name() + " (" + account.channel() + ")")
                .toList();
        return names.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", names));
    }

    /** Where people and programs elsewhere are told of what happens. */
    List<Check> notices() throws IOException {
        if (read.isEmpty()) {
            return List.of();
        }
        NoticeSettings notices = read.get().notices();
        List<Check> checks = new ArrayList<>();
        for (Problem problem : TidingsGlance.of(vault)) {
            checks.add(Check.problem(
                    "notices",
                    problem.where() + ": " + problem.what() + " " + problem.why(),
                    problem.next(),
                    problem.code().exit()));
        }
        int targets = notices.targets().size();
        if (targets > 0 && checks.isEmpty()) {
            checks.add(Check.ok(
                    "notices",
                    "you are told at "
                            + String.join(
                                    ", ",
                                    notices.targets().keySet().stream().sorted().toList())));
        }
        for (HookStanding one : HookStanding.of(vault)) {
            checks.add(Check.ok(
                    "webhooks",
                    one.name() + ": " + one.delivered() + " events sent, " + one.waiting() + " wait"
                            + (one.lost() == 0 ? "" : ", " + one.lost() + " were not taken within three days")
                            + (one.last().isEmpty() ? "" : "; last: " + one.last())));
        }
        return checks;
    }

    /** Private data, untrusted words and a way out meet in most agents: what stands between is a person or a rule. */
    List<Check> agents() throws IOException {
        if (read.isEmpty() || read.get().agents().isEmpty()) {
            return List.of();
        }
        List<String> outward;
        try (Tooling tooling = Tooling.of(vault)) {
            outward = tooling.toolbox(read.get().zone()).all().stream()
                    .filter(Tool::outward)
                    .map(tool -> tool.id().value())
                    .toList();
        }
        List<String> senders = read.get().agents().stream()
                .filter(agent -> agent.skills().isEmpty()
                        || agent.skills().stream()
                                .anyMatch(glob -> outward.stream().anyMatch(id -> covers(glob, id))))
                .map(Settings.AgentSettings::name)
                .toList();
        int rules = read.get().approval().auto().size();
        String guard = rules == 0
                ? "nothing goes out before a person approves it"
                : rules + (rules == 1 ? " rule" : " rules") + " in approval.auto may approve within daily caps";
        return List.of(
                senders.isEmpty()
                        ? Check.ok("agents", "none may send anything out")
                        : Check.ok(
                                "agents",
                                String.join(", ", senders) + " read untrusted words, know private data and may send; "
                                        + guard));
    }

    /** What approved itself once and does no more. */
    List<Check> automatic() throws IOException {
        List<Check> checks = new ArrayList<>();
        if (read.isPresent()) {
            for (Demotions.Stopped one : Demotions.all(vault, read.get())) {
                String at = one.at()
                        .map(t -> " on " + LocalDate.ofInstant(t, read.get().zone()))
                        .orElse("");
                checks.add(Check.note("automatic", MatterView.words(one, at), ""));
            }
        }
        return checks;
    }

    private static boolean covers(String glob, String id) {
        return glob.equals("*")
                || glob.equals(id)
                || glob.endsWith(".*") && id.startsWith(glob.substring(0, glob.length() - 1));
    }

    private static List<Check> checks(String name, List<Problem> problems) {
        List<Check> checks = new ArrayList<>();
        for (Problem problem : problems) {
            String words = problem.where() + ": " + problem.what() + ": " + problem.why();
            checks.add(
                    ConfigValidate.isFault(problem)
                            ? Check.problem(name, words, problem.next())
                            : Check.note(name, words, problem.next()));
        }
        return checks;
    }
}
