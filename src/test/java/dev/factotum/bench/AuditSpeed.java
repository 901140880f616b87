package dev.factotum.bench;

import dev.factotum.audit.AuditEvent;
import dev.factotum.audit.AuditLog;
import dev.factotum.vault.Vault;
import dev.factotum.world.World;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a long history costs the audit log: appending to it, and verifying it. */
final class AuditSpeed {
    private static final long LONG = 1L << 30;
    private static final long SHORT = 1L << 10;
    private static final int APPENDS = 400;
    private static final double LONGEST_APPEND = 20;
    private static final int VERIFICATIONS = 3;
    private static final double ENTRIES_A_SECOND = 200_000;

    private final String agent;
    private final Path folder;
    private final World world = World.real();

    /** @param folder empty, on the disk to measure, with 2 GiB to spare */
    AuditSpeed(String agent, Path folder) {
        this.agent = agent;
        this.folder = folder;
    }

    List<Row> rows() throws IOException, InterruptedException {
        List<Row> rows = new ArrayList<>();
        try {
            Vault large = Vault.create(world, folder.resolve("large"));
            Vault small = Vault.create(world, folder.resolve("small"));
            long entries = new AuditHistory(large.root()).write(LONG);
            new AuditHistory(small.root()).write(SHORT);
            rows.addAll(appends(large, small));
            rows.addAll(verify(large, entries));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IOException(impossible);
        }
        return rows;
    }

    /** Turn by turn, each forced; in one process that keeps both logs open. */
    private static List<Row> appends(Vault large, Vault small) throws IOException {
        List<Double> values = new ArrayList<>();
        List<Double> baselines = new ArrayList<>();
        try (AuditLog after = new AuditLog(large, ZoneOffset.UTC);
                AuditLog first = new AuditLog(small, ZoneOffset.UTC)) {
            after.accept("bench");
            first.accept("bench");
            for (int turn = 0; turn < APPENDS; turn++) {
                baselines.add(append(first));
                values.add(append(after));
            }
        }
        values.sort(null);
        baselines.sort(null);
        int middle = APPENDS / 2;
        int last = APPENDS * 99 / 100;
        return List.of(
                new Row("audit append p50, 1 GiB of history", values.get(middle), "ms", baselines.get(middle), 1.5),
                new Row("audit append p99, 1 GiB of history", values.get(last), "ms", LONGEST_APPEND, 1));
    }

    private static double append(AuditLog log) throws IOException {
        AuditEvent event = AuditEvent.ofVault(Instant.now(), "config", "sam", "owner set");
        long start = System.nanoTime();
        log.append(List.of(event));
        return (System.nanoTime() - start) / 1e6;
    }

    /** The whole command, from its start to its end. */
    private List<Row> verify(Vault vault, long entries)
            throws IOException, InterruptedException, NoSuchAlgorithmException {
        Timed command = new Timed(
                List.of(agent, "log", "verify", "--vault", vault.root().toString()));
        List<Double> taken = new ArrayList<>();
        for (int run = 0; run < VERIFICATIONS; run++) {
            taken.add(command.milliseconds());
        }
        taken.sort(null);
        double hashed = hashed(vault.root());
        return List.of(
                Row.atLeast(
                        "agent log verify, 1 GiB of history",
                        entries / taken.get(VERIFICATIONS / 2) * 1000,
                        "entries/s",
                        ENTRIES_A_SECOND,
                        1),
                Row.atLeast("SHA-256 of its files alone", entries / hashed * 1000, "entries/s", ENTRIES_A_SECOND, 1));
    }

    /** Milliseconds for one plain pass over all bytes that verify reads. */
    private static double hashed(Path vault) throws IOException, NoSuchAlgorithmException {
        List<Path> files = new ArrayList<>(List.of(vault.resolve("Audit_Log.md")));
        for (String name : List.of(".agent/audit", "Audit")) {
            try (Stream<Path> all = Files.list(vault.resolve(name))) {
                files.addAll(all.toList());
            }
        }
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        byte[] piece = new byte[1 << 20];
        long start = System.nanoTime();
        for (Path file : files) {
            try (InputStream in = Files.newInputStream(file)) {
                for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                    sha256.update(piece, 0, read);
                }
            }
        }
        sha256.digest();
        return (System.nanoTime() - start) / 1e6;
    }
}
