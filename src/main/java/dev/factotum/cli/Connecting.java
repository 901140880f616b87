package dev.factotum.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.port.Channel;
import dev.factotum.channel.port.Gate;
import dev.factotum.channel.port.Ground;
import dev.factotum.channel.port.Health;
import dev.factotum.channel.port.Line;
import dev.factotum.config.Settings;
import dev.factotum.config.Settings.AccountSettings;
import dev.factotum.config.SettingsFile;
import dev.factotum.http.Http;
import dev.factotum.http.Resolver;
import dev.factotum.login.CodeFlow;
import dev.factotum.login.DeviceFlow;
import dev.factotum.login.LoggedIn;
import dev.factotum.login.Login;
import dev.factotum.login.Login.Field;
import dev.factotum.login.OAuthApp;
import dev.factotum.login.PinFlow;
import dev.factotum.login.TokenEndpoint;
import dev.factotum.markdown.Escape;
import dev.factotum.problem.AuthCode;
import dev.factotum.problem.CommandCode;
import dev.factotum.problem.ExitCode;
import dev.factotum.problem.NetCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.secret.SecretStore;
import dev.factotum.secret.Secrets;
import dev.factotum.tool.ToolError;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One account, from the wish to the line in agent.yaml. Until the login has worked, nothing that was there is touched. */
final class Connecting {
    /** Also the name of a secret, with room for {@link #TRIAL}. */
    private static final String NAME = "[A-Za-z0-9_-]{1,58}";

    /** The login is kept under this name until it has worked. */
    private static final String TRIAL = ".new";

    private final Session session;
    private final Vault vault;
    private final List<Channel> channels;
    private final SecretDesk desk;
    private final Http http;
    private final Consumer<String> conceal;

    /**
     * What was asked for.
     *
     * @param given answers that are no secrets, by name
     * @param piped secrets come on standard input
     * @param browser addresses are opened by themselves
     */
    record Wish(
            Optional<String> name,
            Optional<String> channel,
            Optional<String> method,
            Map<String, String> given,
            boolean piped,
            boolean browser) {}

    Connecting(Session session, List<Channel> channels) throws IOException {
        this.session = session;
        this.vault = session.vault();
        this.channels = channels;
        this.desk = SecretDesk.open(session, false);
        this.http = new Http(vault.world().clock(), Resolver.system());
        this.conceal = secret -> session.logbook().ifPresent(log -> log.conceal(secret));
    }

    ExitCode connect(Wish wish) throws IOException, InterruptedException {
        Settings settings = settings();
        String name = named(wish);
        Optional<AccountSettings> before =
                Optional.ofNullable(settings.accounts().get(name));
        Channel channel = channel(wish, name, before);
        Login login = login(wish, channel);
        Map<String, String> known = new LinkedHashMap<>();
        before.ifPresent(account -> {
            known.putAll(account.rest());
            known.put("handle", account.handle());
        });
        List.of("key", "mode", "channel").forEach(known::remove);
        if (wish.given().containsKey("handle")) {
            known.remove("user");
        }
        known.putAll(wish.given());
        Answers answers = new Answers(session, known);
        introduce(name, channel, login);
        shown(login, wish, known);
        answers.complete(login, wish.piped());
        String secret = secret(login, answers, wish);
        return checked(name, channel, before, answers, secret);
    }

    /** Whom it will act as, where that need not be asked; and what was given that this login does not ask for. */
    private void shown(Login login, Wish wish, Map<String, String> known) {
        String handle = known.getOrDefault("user", known.getOrDefault("handle", ""));
        if (!handle.isEmpty()) {
            session.out().note("It logs in as " + Escape.terminal(handle) + ".");
        }
        List<String> asked = login.fields().stream().map(Field::name).toList();
        wish.given().keySet().stream()
                .filter(given -> !asked.contains(given) && !given.equals("handle") && !given.equals("server"))
                .forEach(given -> session.out()
                        .note("“" + Escape.terminal(given) + "” is not asked here and only written down; asked are "
                                + String.join(", ", asked) + "."));
    }

    private Settings settings() throws IOException {
        return switch (new SettingsFile(vault.world(), vault.root()).load(session.environment())) {
            case SettingsFile.Loaded.Good(Settings settings, List<Problem> warnings) -> settings;
            case SettingsFile.Loaded.Bad(List<Problem> problems) -> throw new ProblemException(problems.getFirst());
        };
    }

    private String named(Wish wish) throws IOException {
        String instead = "Give a name: agent connect NAME --channel CHANNEL.";
        String name = wish.name().isPresent()
                ? wish.name().get()
                : session.ask("What is the account to be called? Steps name it, such as shop-x:", instead)
                        .orElse("")
                        .strip();
        if (!name.matches(NAME)) {
            throw wrong(
                    "“" + Escape.terminal(name) + "” cannot be the name of an account.",
                    "a name is letters, digits, dashes and underscores, at most 58",
                    instead);
        }
        return name;
    }

    private Channel channel(Wish wish, String name, Optional<AccountSettings> before) throws IOException {
        List<String> ids = channels.stream()
                .filter(one -> !one.logins().isEmpty())
                .map(Channel::id)
                .sorted()
                .toList();
        String there = ids.isEmpty() ? "no channel can be connected yet" : "there are " + String.join(", ", ids);
        Optional<String> said = wish.channel().or(() -> before.map(AccountSettings::channel));
        if (said.isEmpty() && ids.contains(name)) {
            said = Optional.of(name);
        }
        if (said.isEmpty() && !ids.isEmpty()) {
            said = session.ask(
                    "Which channel is it on? (" + String.join(", ", ids) + ")", "Give --channel; " + there + ".");
        }
        String id = said.orElse("").strip();
        if (before.filter(account -> !account.channel().equals(id)).isPresent()) {
            throw wrong(
                    "The account " + name + " is on another channel.",
                    "agent.yaml has it on " + before.get().channel(),
                    "Give another name for the new one.");
        }
        return channels.stream()
                .filter(one -> one.id().equals(id) && ids.contains(id))
                .findFirst()
                .orElseThrow(() -> wrong(
                        "“" + Escape.terminal(id) + "” is no channel that can be connected.",
                        there,
                        "Give --channel."));
    }

    private Login login(Wish wish, Channel channel) throws IOException {
        List<Login> ways = channel.logins();
        List<String> methods = ways.stream().map(Login::method).toList();
        Optional<String> wanted = wish.method();
        if (wanted.isEmpty() && ways.size() > 1 && session.interactive()) {
            session.out().note(channel.name() + " can be connected in these ways:");
            ways.forEach(way -> session.out().note("  " + Style.BOLD.of(way.method()) + "  " + way.title()));
            wanted = session.ask("Which one? [" + methods.getFirst() + "]", "Give --with.")
                    .map(String::strip)
                    .filter(text -> !text.isEmpty());
        }
        String method = wanted.orElse(methods.getFirst());
        return ways.stream()
                .filter(way -> way.method().equals(method))
                .findFirst()
                .orElseThrow(() -> wrong(
                        channel.name() + " has no login “" + Escape.terminal(method) + "”.",
                        "there are " + String.join(", ", methods),
                        "Give --with one of them."));
    }

    private void introduce(String name, Channel channel, Login login) {
        Out out = session.out();
        out.note("Connecting " + Style.BOLD.of(name) + " to " + channel.name() + ": " + login.title() + ".");
        if (!login.scopes().isEmpty()) {
            out.note("It will be allowed to:");
            login.scopes().forEach((scope, why) -> out.note("  " + scope + "  " + Style.DIM.of(why)));
        }
    }

    private String secret(Login login, Answers answers, Wish wish) throws IOException, InterruptedException {
        TerminalPerson person = new TerminalPerson(session, wish.browser());
        LoggedIn in = switch (login) {
            case Login.Typed typed -> new LoggedIn.Done(answers.kept());
            case Login.Browser browser -> {
                OAuthApp app = browser.app().app(answers.all(), http);
                yield new CodeFlow(app, endpoint(app)).byBrowser(person);
            }
            case Login.ShownCode shown -> {
                OAuthApp app = shown.app().app(answers.all(), http);
                yield new CodeFlow(app, endpoint(app)).byShownCode(person);
            }
            case Login.Device device -> {
                OAuthApp app = device.app().app(answers.all(), http);
                yield new DeviceFlow(app, endpoint(app), vault.world().clock()).login(person);
            }
            case Login.Pin pin ->
                new PinFlow(
                                pin.app().app(answers.all(), http),
                                http,
                                vault.world().clock(),
                                conceal)
                        .login(person);
        };
        return switch (in) {
            case LoggedIn.Done(String secret) -> secret;
            case LoggedIn.Failed(Problem problem) -> throw new ProblemException(problem);
        };
    }

    private TokenEndpoint endpoint(OAuthApp app) {
        return new TokenEndpoint(app, http, vault.world().clock(), conceal);
    }

    private ExitCode checked(
            String name, Channel channel, Optional<AccountSettings> before, Answers answers, String secret)
            throws IOException, InterruptedException {
        SecretStore store = desk.store();
        String trial = name + TRIAL;
        session.out().note("Checking the login …");
        store.put(trial, secret, Optional.empty());
        Gate gate = new Gate(vault, name, channel.name());
        boolean worked = false;
        try {
            // A person asks: what was remembered of the account, a pause among it, does not keep the login from being
            // tried.
            gate.forgotten();
            Health.Well well = worked(name, channel, answers, trial);
            String handle = answers.open().getOrDefault("handle", well.who());
            String last = store.get(trial) instanceof SecretStore.Got.Held held
                    ? held.secret().reveal()
                    : secret;
            boolean had = store.list().stream().anyMatch(kept -> kept.name().equals(name));
            store.put(name, last, Optional.empty());
            Optional<Problem> refused =
                    new AccountEntry(vault, name).write(channel.id(), handle, answers.open(), before);
            if (refused.isPresent()) {
                if (!had) {
                    store.remove(name);
                }
                throw new ProblemException(refused.get());
            }
            gate.mended();
            worked = true;
            desk.record(
                    "login",
                    name + " on " + channel.id() + ": " + (before.isPresent() ? "renewed" : "connected") + " as "
                            + well.who());
            tell(name, channel, well, before.isPresent());
            return ExitCode.DONE;
        } finally {
            if (!worked) {
                // What was typed wrong here is no trouble of an account.
                gate.forgotten();
            }
            store.remove(trial);
        }
    }

    private Health.Well worked(String name, Channel channel, Answers answers, String trial)
            throws InterruptedException {
        Map<String, String> rest = new LinkedHashMap<>(answers.open());
        String handle = rest.getOrDefault("handle", "");
        rest.remove("handle");
        rest.put("key", "secret:" + trial);
        rest.put("mode", "live");
        AccountSettings account = new AccountSettings(name, channel.id(), handle, rest);
        Ground ground = new Ground(vault, http, new Secrets(vault.world(), vault.root(), conceal));
        try (Line line = channel.open(account, ground)) {
            return switch (line.health()) {
                case Health.Well well -> well;
                case Health.Ill(var error) -> throw new ProblemException(ill(error, name, channel));
            };
        }
    }

    private static Problem ill(ToolError error, String name, Channel channel) {
        String what = "The login to " + channel.name() + " does not work.";
        String where = "accounts." + name;
        return switch (error) {
            case ToolError.Transient(String why) ->
                new Problem(
                        NetCode.AWAY,
                        channel.name() + " was not reached.",
                        where,
                        why,
                        "Nothing was written. See that its servers are right (--server, or --set NAME=VALUE such as"
                                + " imap= and smtp= for mail) and run it again.");
            case ToolError.RateLimited _,
                    ToolError.Quota _,
                    ToolError.Auth _,
                    ToolError.Permission _,
                    ToolError.Validation _,
                    ToolError.Duplicate _,
                    ToolError.NotFound _,
                    ToolError.ContentPolicy _,
                    ToolError.VersionSunset _ ->
                new Problem(
                        AuthCode.NOT_LOGGED_IN,
                        what,
                        where,
                        error.message(),
                        "Nothing was written. Look at what was typed and run it again.");
        };
    }

    private void tell(String name, Channel channel, Health.Well well, boolean again) {
        Out out = session.out();
        if (out.json()) {
            ObjectNode object = out.object("connect").put("account", name).put("channel", channel.id());
            object.put("who", well.who()).put("mode", "live").put("renewed", again);
            well.notes().forEach(object.putArray("notes")::add);
            out.print(object);
            return;
        }
        out.print((again ? "Renewed " : "Connected ") + Style.BOLD.of(name) + ": " + channel.name() + " knows it as "
                + Escape.terminal(well.who()) + ".");
        well.notes().forEach(note -> out.print("  " + Escape.terminal(note)));
        out.note("It is live: a step that names it and is approved goes out. The login is kept outside of the vault.");
        out.note("Next: agent doctor checks it; agent watch takes in what comes.");
    }

    private static ProblemException wrong(String what, String why, String next) {
        return new ProblemException(new Problem(CommandCode.USAGE, what, "", why, next));
    }
}
