package dev.factotum.bench;

import dev.factotum.audit.AuditLog;
import dev.factotum.bench.TracingDisk.Change;
import dev.factotum.channel.Channels;
import dev.factotum.config.Settings;
import dev.factotum.config.SettingsFile;
import dev.factotum.engine.Engine;
import dev.factotum.engine.EngineParts;
import dev.factotum.engine.Learning;
import dev.factotum.engine.Pass;
import dev.factotum.intake.Intake;
import dev.factotum.rule.RuleBook;
import dev.factotum.tool.Toolbox;
import dev.factotum.vault.Readiness;
import dev.factotum.vault.Vault;
import dev.factotum.world.LeapGuard;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Matters a second from Needs_Action to Completed, one sandbox step each, every sync on, beside the bare loop. The bar is
 * held against a process that has worked for a while, as {@code agent watch} has: the first thousand of a fresh one, half
 * of whose time goes into compiling, is a row of its own.
 */
final class Throughput {
    private static final int WARM_UP = 6_000;
    private static final int BARE = 500;
    private static final int FEW = 1_000;
    private static final int TURNS = 3;
    private static final int MANY = 10_000;

    private final Path folder;

    /** @param folder empty */
    Throughput(Path folder) {
        this.folder = folder;
    }

    List<Row> rows() throws IOException {
        List<Change> changes = trace();
        double first = perSecond("first", World.real(), FEW);
        perSecond("warm", World.real(), WARM_UP);
        List<Double> bareLoops = new ArrayList<>();
        List<Double> fews = new ArrayList<>();
        for (int turn = 0; turn < TURNS; turn++) {
            bareLoops.add(
                    new BareLoop(World.real().disk(), folder.resolve("trace"), folder.resolve("bare" + turn), changes)
                            .perSecond(BARE));
            fews.add(perSecond("few" + turn, World.real(), FEW));
        }
        double bare = median(bareLoops);
        double few = median(fews);
        double many = perSecond("many", World.real(), MANY);
        return List.of(
                Row.atLeast("matters/s, the first 1,000 of a process", first, "1/s", bare, 0),
                Row.atLeast("matters/s, 1,000, beside a bare loop", few, "1/s", bare, 3),
                Row.atLeast("matters/s, 10,000, beside 1,000", many, "1/s", few, 0.8));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private List<Change> trace() throws IOException {
        World real = World.real();
        TracingDisk disk = new TracingDisk(real.disk());
        World world = new World(disk, real.clock(), real.ids(), real.processes());
        Path root = vault("trace", 2);
        try (Office office = new Office(world, root)) {
            Path second = root.resolve("Needs_Action/Post 00001.md");
            Files.move(second, folder.resolve("second.md"));
            office.run(1);
            Files.move(folder.resolve("second.md"), second);
            disk.note(true);
            office.run(1);
            disk.note(false);
        }
        return disk.changes();
    }

    private double perSecond(String name, World world, int count) throws IOException {
        Path root = vault(name, count);
        try (Office office = new Office(world, root)) {
            return count / (office.run(count) / 1e9);
        }
    }

    private Path vault(String name, int count) throws IOException {
        Path root = folder.resolve(name);
        Vault.create(World.real(), root);
        Files.writeString(root.resolve("agent.yaml"), "version: 1\ntimezone: Europe/Amsterdam\nowner: sam\n");
        OpenMatters.posts(root, count);
        return root.toRealPath();
    }

    /** The engine as the program wires it. */
    private static final class Office implements AutoCloseable {
        private final Path root;
        private final AuditLog audit;
        private final Engine engine;

        Office(World world, Path root) throws IOException {
            this.root = root;
            Vault vault = Vault.open(world, root);
            if (!(new SettingsFile(world, root).load(Optional.empty())
                    instanceof SettingsFile.Loaded.Good(Settings settings, List<?> ignored))) {
                throw new IOException("the settings of " + root + " do not load");
            }
            this.audit = new AuditLog(vault, settings.zone());
            audit.recover();
            Toolbox toolbox = new Toolbox(Channels.all(vault, settings.zone()));
            this.engine = new Engine(new EngineParts(
                    vault,
                    () -> settings,
                    toolbox,
                    audit,
                    List.of(new RuleBook(world.disk(), root.resolve("Rules"), toolbox)),
                    new Intake(vault, () -> settings, new Readiness(Readiness.Settle.LOCAL)),
                    (address, client) -> {},
                    Learning.NONE,
                    () -> false,
                    new LeapGuard(world.clock()),
                    event -> {}));
        }

        /** Nanoseconds of work for all of them; the person's moves into Approved are not counted. */
        long run(int count) throws IOException {
            long begun = System.nanoTime();
            int planned = 0;
            while (planned < count) {
                planned += advanced(engine.pass()).planned();
            }
            long taken = System.nanoTime() - begun;
            approveAll();
            begun = System.nanoTime();
            int executed = 0;
            while (executed < count) {
                executed += advanced(engine.pass()).executed();
            }
            return taken + System.nanoTime() - begun;
        }

        private static Pass advanced(Pass pass) throws IOException {
            if (!pass.worked()) {
                throw new IOException("the engine stands still: " + pass.problems());
            }
            return pass;
        }

        private void approveAll() throws IOException {
            try (Stream<Path> tray = Files.list(root.resolve("Pending_Approval"))) {
                for (Path plan : tray.toList()) {
                    Files.move(
                            plan, root.resolve("Approved").resolve(plan.getFileName()), StandardCopyOption.ATOMIC_MOVE);
                }
            }
        }

        @Override
        public void close() {
            audit.close();
        }
    }
}
