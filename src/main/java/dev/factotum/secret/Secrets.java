package dev.factotum.secret;

import dev.factotum.problem.AuthCode;
import dev.factotum.problem.Problem;
import dev.factotum.secret.Resolved.Found;
import dev.factotum.secret.Resolved.Missing;
import dev.factotum.secret.Resolved.NotNeeded;
import dev.factotum.secret.SecretRef.Filed;
import dev.factotum.secret.SecretRef.Kept;
import dev.factotum.secret.SecretRef.None;
import dev.factotum.secret.SecretRef.Told;
import dev.factotum.secret.SecretRef.Variable;
import dev.factotum.secret.SecretStore.Got;
import dev.factotum.world.Processes.Ran;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds secrets at the moment they are needed, and never before. Whoever keeps texts is told of each value before anybody
 * else sees it, so that it can be taken out of them. Thread-safe.
 */
public final class Secrets {
    private static final int LARGEST = 16 * 1024;
    private static final Duration COMMAND = Duration.ofSeconds(30);

    /** How long what a command said is taken again: a password manager may ask a person each time. */
    private static final Duration FRESH = Duration.ofMinutes(15);

    private static final int MOST_TOLD = 100;

    /** Bytes of a digest: enough to see a change, and far too few to find a key by. */
    private static final int MARK_BYTES = 4;

    private static final Logger LOG = LoggerFactory.getLogger(Secrets.class);

    private final Set<String> warned = ConcurrentHashMap.newKeySet();
    private final World world;
    private final Path vault;
    private final Consumer<String> concealed;
    private final Map<String, Heard> heard = new ConcurrentHashMap<>();

    /** Commands that told nothing the last time: the password manager may have been locked. */
    private final Set<String> untold = ConcurrentHashMap.newKeySet();

    private final String process;
    private final KeptReader store;

    private record Heard(Found found, long at) {}

    /**
     * @param vault the vault's folder, in which no secret may stand
     * @param concealed takes each value before it is given out, as the journal does
     */
    public Secrets(World world, Path vault, Consumer<String> concealed) {
        this.world = world;
        this.process = world.ids().ulid();
        this.vault = vault;
        this.concealed = concealed;
        this.store = new KeptReader(
                world, Optional.of(vault), Passphrase.of(world.processes().environment()));
    }

    /** @param where the setting that holds the reference, such as {@code models.providers.openai.key} */
    public Resolved resolve(String reference, String where) throws InterruptedException {
        Optional<SecretRef> parsed = SecretRef.parse(reference);
        return parsed.isPresent()
                ? resolve(parsed.get(), where)
                : missing(
                        where,
                        "it is no reference to a secret",
                        "Write secret:NAME, env:NAME, file:PATH, cmd:COMMAND or none.");
    }

    public Resolved resolve(SecretRef reference, String where) throws InterruptedException {
        return switch (reference) {
            case None none -> new NotNeeded();
            case Variable variable -> variable(variable.name(), where);
            case Kept kept -> kept(kept.name(), where);
            case Filed filed -> filed(filed.path(), where);
            case Told told -> told(told.command(), where);
        };
    }

    private Resolved kept(String name, String where) throws InterruptedException {
        try {
            return switch (store.get(name)) {
                case Got.Held(Secret secret, var set, var place) -> found(secret.reveal(), Optional.empty(), where);
                case Got.Failed(Problem problem) ->
                    new Missing(new Problem(
                            problem.code(),
                            problem.what(),
                            where,
                            problem.why() + (problem.where().isEmpty() ? "" : " (" + problem.where() + ")"),
                            problem.next()));
                case Got.Absent absent ->
                    world.disk().facts(store.plain(name)).isPresent() ? plain(name, where) : absent(name, where);
            };
        } catch (IOException unreadable) {
            return missing(
                    where,
                    store.file() + " cannot be read (" + unreadable.getClass().getSimpleName() + ")",
                    "Make it readable by you, and by you alone.");
        }
    }

    private static Missing absent(String name, String where) {
        return missing(
                where, "no secret “" + name + "” is kept on this machine", "Run agent secrets set " + name + ".");
    }

    /** As it was before there was a store. */
    private Resolved plain(String name, String where) {
        Path file = store.plain(name);
        Resolved resolved = file(file, where, "Run agent secrets set " + name + ".");
        return resolved instanceof Found(Secret secret, Optional<Problem> warning) && warning.isEmpty()
                ? new Found(secret, Optional.of(unsealed(name, file, where)))
                : resolved;
    }

    private Problem unsealed(String name, Path file, String where) {
        if (warned.size() < MOST_TOLD && warned.add(file.toString())) {
            LOG.atWarn()
                    .addKeyValue("code", AuthCode.UNSEALED.id())
                    .addKeyValue("where", where)
                    .log("secret kept in clear");
        }
        return new Problem(
                AuthCode.UNSEALED,
                "A kept secret lies in a file in clear",
                where,
                file + " is not sealed",
                "agent secrets set " + name + " takes it into the store.");
    }

    /**
     * A few digits that differ once the secret does, for those who remember that it was refused. They are made with the
     * vault's place and are far too few to find the secret by. No command is run for them: what a command tells counts as
     * another in each process, and after it told nothing,
     * another before long, so that it is asked again.
     */
    public String mark(SecretRef reference, String where) throws InterruptedException {
        if (reference instanceof Told told) {
            return untold.contains(told.command())
                    ? process + "-" + world.clock().nanos() / FRESH.toNanos()
                    : process;
        }
        return switch (resolve(reference, where)) {
            case NotNeeded none -> "";
            case Found found -> digest(vault + "\n" + found.secret().reveal());
            case Missing missing -> "none";
        };
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, MARK_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A part of a secret, or what came of one: nobody who keeps texts keeps it. */
    public void conceal(String value) {
        if (!value.isEmpty()) {
            concealed.accept(value);
        }
    }

    /** What was kept of a command's answer is dropped, because the secret was refused. */
    public void forget(SecretRef reference) {
        if (reference instanceof Told told) {
            heard.remove(told.command());
        }
    }

    private Optional<Path> path(String path) {
        try {
            String home = world.processes().environment().getOrDefault("HOME", "");
            return Optional.of(Path.of(path.startsWith("~/") && !home.isEmpty() ? home + path.substring(1) : path));
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }

    private Resolved variable(String name, String where) {
        String value = world.processes().environment().getOrDefault(name, "");
        return value.isBlank()
                ? missing(where, "the variable " + name + " is not set", "Set it where the agent is started.")
                : found(value, Optional.empty(), where);
    }

    private Resolved filed(String path, String where) {
        Optional<Path> file = path(path);
        if (file.isEmpty()) {
            return missing(where, "file: names no path that this system could have", "Correct it.");
        }
        return file.get().isAbsolute()
                ? file(file.get(), where, "Put the secret alone into that file, readable by you alone.")
                : missing(where, "file: needs the whole path", "Write it from the root, or from ~/.");
    }

    private Resolved file(Path file, String where, String next) {
        try {
            if (world.disk().facts(file).isEmpty()) {
                return missing(where, file + " is not there", next);
            }
            Path real = world.disk().real(file);
            if (real.startsWith(world.disk().real(vault))) {
                return missing(
                        where,
                        file + " stands inside the vault, which is synced and shared",
                        "Move it out of the vault, and change the secret if others may have seen it.");
            }
            String value = new String(world.disk().read(real, LARGEST), StandardCharsets.UTF_8);
            Optional<Problem> warning =
                    world.disk().ownerOnly(real) ? Optional.empty() : Optional.of(open(real, where));
            warning.filter(first -> warned.size() < MOST_TOLD && warned.add(where))
                    .ifPresent(first -> LOG.atWarn()
                            .addKeyValue("code", first.code().id())
                            .addKeyValue("where", where)
                            .log("secret readable by others"));
            return found(value, warning, where);
        } catch (IOException unreadable) {
            return missing(
                    where, file + " cannot be read (" + unreadable.getClass().getSimpleName() + ")", next);
        }
    }

    private static Problem open(Path file, String where) {
        return new Problem(
                AuthCode.OPEN_SECRET,
                "Others on this machine can read a secret",
                where,
                file + " is not for its owner alone",
                "Run chmod 600 on it.");
    }

    private Resolved told(String command, String where) throws InterruptedException {
        Heard before = heard.get(command);
        if (before != null && world.clock().nanos() - before.at() < FRESH.toNanos()) {
            return before.found();
        }
        Resolved told = asked(command, where);
        if (told instanceof Found) {
            untold.remove(command);
        } else if (untold.size() < MOST_TOLD) {
            untold.add(command);
        }
        return told;
    }

    private Resolved asked(String command, String where) throws InterruptedException {
        Optional<List<String>> words = Words.of(command);
        if (words.isEmpty()) {
            return missing(where, "a quote in the command is not closed", "Close it.");
        }
        String next = "Run it by hand to see what it says; it is started without a shell.";
        Ran ran;
        try {
            ran = world.processes().run(words.get(), COMMAND, LARGEST);
        } catch (IOException unstartable) {
            return missing(where, words.get().getFirst() + " cannot be started", next);
        }
        String program = words.get().getFirst();
        return switch (ran) {
            case Ran.Late late ->
                missing(where, program + " gave no answer within " + COMMAND.toSeconds() + " s", next);
            case Ran.TooMuch much -> missing(where, program + " said more than " + LARGEST + " bytes", next);
            case Ran.Ended ended
            when ended.exit() != 0 -> missing(where, program + " ended with exit code " + ended.exit(), next);
            case Ran.Ended ended -> {
                Resolved told = found(firstLine(ended.output()), Optional.empty(), where);
                if (told instanceof Found found && heard.size() < MOST_TOLD) {
                    heard.put(command, new Heard(found, world.clock().nanos()));
                }
                yield told;
            }
        };
    }

    private static String firstLine(byte[] output) {
        return new String(output, StandardCharsets.UTF_8).lines().findFirst().orElse("");
    }

    private Resolved found(String text, Optional<Problem> warning, String where) {
        String value = text.strip();
        if (value.isEmpty()) {
            return missing(where, "what stands there is empty", "Put the secret there.");
        }
        concealed.accept(value);
        return new Found(new Secret(value), warning);
    }

    private static Missing missing(String where, String why, String next) {
        return new Missing(new Problem(AuthCode.NO_SECRET, "A secret cannot be read", where, why, next));
    }
}
