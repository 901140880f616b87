package dev.factotum.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** This process as the system sees it. Nothing is asked of the system before it is needed. */
final class RealProcesses implements Processes {
    /** A start time is computed from the wall clock, so a small correction of that clock moves it. */
    private static final Duration START_TOLERANCE = Duration.ofSeconds(2);

    /** Devices with larger numbers are written in a way of their own. */
    private static final Pattern FILE_KEY = Pattern.compile("dev=([0-9a-f]{1,4}),ino=([0-9]+)");

    private static final int MOST_LOCKS = 100_000;

    private final Map<String, String> environment;
    private final Lasting<Instant> started =
            new Lasting<>(() -> ProcessHandle.current().info().startInstant().orElse(Instant.EPOCH));
    private final Lasting<String> bootId = new Lasting<>(RealProcesses::boot);
    private final Lasting<String> host = new Lasting<>(this::named);

    RealProcesses(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public long pid() {
        return ProcessHandle.current().pid();
    }

    @Override
    public Instant started() {
        return started.get();
    }

    @Override
    public Optional<Parent> parent() {
        return ProcessHandle.current()
                .parent()
                .map(shell ->
                        new Parent(shell.pid(), shell.info().startInstant().orElse(Instant.EPOCH)));
    }

    @Override
    public String bootId() {
        return bootId.get();
    }

    private static String boot() {
        return firstLine("/proc/sys/kernel/random/boot_id")
                .map(boot -> boot + room())
                .orElse(UNKNOWN_BOOT);
    }

    /** The namespace of process numbers. */
    private static String room() {
        try {
            return " " + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
        } catch (IOException notOnThisSystem) {
            return "";
        }
    }

    @Override
    public String host() {
        return host.get();
    }

    private String named() {
        Optional<String> name =
                firstLine("/proc/sys/kernel/hostname").or(() -> Optional.ofNullable(environment.get("COMPUTERNAME")));
        if (name.isPresent()) {
            return name.get();
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "localhost";
        }
    }

    @Override
    public String user() {
        return System.getProperty("user.name", "unknown");
    }

    /** Clock ticks from the boot to the start of the process: field 22 of {@code /proc/PID/stat}, see proc(5). */
    @Override
    public Optional<String> birth(long pid) {
        return firstLine("/proc/" + pid + "/stat").flatMap(line -> {
            String[] fields = line.substring(line.lastIndexOf(')') + 1).strip().split(" ");
            return fields.length > 19 ? Optional.of(fields[19]) : Optional.empty();
        });
    }

    @Override
    public boolean alive(long pid, Instant started) {
        Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        return process.isPresent()
                && !process.get().info().startInstant().orElse(started).isAfter(started.plus(START_TOLERANCE));
    }

    /** Linux lists them: {@code 1: POSIX ADVISORY WRITE 1234 fe:01:5678 0 EOF}. */
    @Override
    public Optional<List<Locked>> locks(String key) {
        Matcher parts = FILE_KEY.matcher(key);
        if (!parts.find()) {
            return Optional.empty();
        }
        int device = Integer.parseInt(parts.group(1), 16);
        String wanted = String.format(Locale.ROOT, "%02x:%02x:%s", device >> 8, device & 0xff, parts.group(2));
        try (Stream<String> lines = Files.lines(Path.of("/proc/locks"))) {
            List<Locked> locks = new ArrayList<>();
            lines.limit(MOST_LOCKS).map(line -> line.trim().split(" +")).forEach(fields -> {
                boolean held = fields.length >= 8 && fields[1].equals("POSIX") && fields[5].equals(wanted);
                if (held && fields[4].matches("[0-9]{1,18}") && fields[6].matches("[0-9]{1,19}")) {
                    locks.add(new Locked(Long.parseLong(fields[4]), Long.parseUnsignedLong(fields[6])));
                }
            });
            return Optional.of(locks);
        } catch (IOException | UncheckedIOException notOnThisSystem) {
            return Optional.empty();
        }
    }

    @Override
    public Path stateFolder() {
        String named = environment.get("AGENT_STATE");
        if (named != null && !named.isEmpty()) {
            return Path.of(named).toAbsolutePath();
        }
        Path home = Path.of(System.getProperty("user.home", "."));
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.startsWith("windows")) {
            return under("LOCALAPPDATA", home.resolve("AppData/Local"));
        }
        if (system.startsWith("mac")) {
            return home.resolve("Library/Application Support/factotum").toAbsolutePath();
        }
        return under("XDG_STATE_HOME", home.resolve(".local/state"));
    }

    @Override
    public Map<String, String> environment() {
        return environment;
    }

    @Override
    public Ran run(List<String> command, byte[] input, Duration deadline, int mostOutput)
            throws IOException, InterruptedException {
        return Program.run(command, environment, input, deadline, mostOutput);
    }

    @Override
    public Child start(Child.Launch launch) throws IOException {
        return RealChild.start(launch);
    }

    /** The XDG specification has relative values ignored. */
    private Path under(String variable, Path otherwise) {
        String base = environment.getOrDefault(variable, "");
        Path folder = !base.isEmpty() && Path.of(base).isAbsolute() ? Path.of(base) : otherwise;
        return folder.resolve("factotum").toAbsolutePath();
    }

    private static Optional<String> firstLine(String file) {
        try {
            return Files.readString(Path.of(file)).lines().findFirst().filter(line -> !line.isBlank());
        } catch (IOException notOnThisSystem) {
            return Optional.empty();
        }
    }

    /** What stays as it is while the process runs, asked for once. */
    private static final class Lasting<T> {
        private final Supplier<T> ask;
        private volatile @Nullable T known;

        Lasting(Supplier<T> ask) {
            this.ask = ask;
        }

        T get() {
            T value = known;
            if (value == null) {
                value = ask.get();
                known = value;
            }
            return value;
        }
    }
}
