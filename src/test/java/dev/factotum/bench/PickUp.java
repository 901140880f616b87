package dev.factotum.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How long a watch takes from a person's move into Approved to the matter's claim, in a vault with many files. */
final class PickUp {
    static final int FILES = 10_000;
    private static final int MOVES = 50;
    private static final int WAITING = MOVES + 150;
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Pattern CLAIMED = Pattern.compile("\"t\":\"([^\"]+)\",\"type\":\"claimed\"");
    private static final Pattern ID = Pattern.compile("(?m)^id: (\\w{26})$");

    private final String agent;
    private final Path vault;

    /** @param vault laid down, and empty */
    PickUp(String agent, Path vault) {
        this.agent = agent;
        this.vault = vault;
    }

    /** The medians and the worst, each beside the design's bar in milliseconds. */
    List<Row> rows() throws IOException, InterruptedException {
        OpenMatters.atRest(vault, FILES - WAITING);
        OpenMatters.posts(vault, WAITING);
        Process watch = new ProcessBuilder(agent, "watch", "--vault", vault.toString())
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        try {
            awaitTray();
            List<Double> taken = new ArrayList<>();
            for (Path plan : tray().stream().limit(MOVES).toList()) {
                taken.add(milliseconds(plan));
            }
            taken.sort(null);
            return List.of(
                    new Row("pick-up p50, 10,000 files", taken.get(taken.size() / 2), "ms", 50, 1),
                    new Row("pick-up p99, 10,000 files", taken.get(taken.size() * 99 / 100), "ms", 250, 1));
        } finally {
            watch.destroy();
            watch.waitFor();
        }
    }

    private void awaitTray() throws IOException, InterruptedException {
        Instant end = Instant.now().plus(LONGEST);
        while (tray().size() < WAITING || !Files.exists(vault.resolve("Dashboard.md"))) {
            if (Instant.now().isAfter(end)) {
                throw new IOException("only " + tray().size() + " of " + WAITING + " plans came into the tray");
            }
            Thread.sleep(200);
        }
        Thread.sleep(3000);
    }

    private List<Path> tray() throws IOException {
        Path tray = vault.resolve("Pending_Approval");
        if (!Files.isDirectory(tray)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(tray)) {
            return all.filter(file -> file.toString().endsWith(".md")).sorted().toList();
        }
    }

    private double milliseconds(Path plan) throws IOException, InterruptedException {
        Matcher id = ID.matcher(Files.readString(plan));
        if (!id.find()) {
            throw new IOException(plan + " has no id");
        }
        Path approved = vault.resolve("Approved").resolve(plan.getFileName());
        Instant moved = Instant.now();
        Files.move(plan, approved, StandardCopyOption.ATOMIC_MOVE);
        Instant end = moved.plus(LONGEST);
        while (Instant.now().isBefore(end)) {
            Matcher claimed = CLAIMED.matcher(ledger(id.group(1)));
            if (claimed.find()) {
                Thread.sleep(50);
                return Duration.between(moved, Instant.parse(claimed.group(1))).toNanos() / 1e6;
            }
            Thread.sleep(20);
        }
        throw new IOException(plan.getFileName() + " was not taken up");
    }

    /** Open, or closed already. */
    private String ledger(String id) throws IOException {
        Path ledger = vault.resolve(".agent/ledger");
        List<Path> places = new ArrayList<>(List.of(ledger.resolve("open")));
        Path closed = ledger.resolve("closed");
        if (Files.isDirectory(closed)) {
            try (Stream<Path> months = Files.list(closed)) {
                places.addAll(months.toList());
            }
        }
        for (Path place : places) {
            Path file = place.resolve(id + ".ndjson");
            if (Files.exists(file)) {
                try {
                    return Files.readString(file);
                } catch (java.nio.file.NoSuchFileException moving) {
                    return "";
                }
            }
        }
        return "";
    }
}
