package dev.factotum.intake;

import dev.factotum.config.BudgetSettings;
import dev.factotum.config.Risk;
import dev.factotum.config.Settings;
import dev.factotum.config.SpendSettings;
import dev.factotum.vault.LedgerEntry;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Readiness;
import dev.factotum.vault.Vault;
import dev.factotum.world.Person;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A vault in memory with its intake, and a person who drops things. */
record Desk(TestWorld world, Vault vault, Intake intake) {
    static final Path ROOT = Path.of("/vault");

    static final Settings SETTINGS = new Settings(
            ZoneId.of("Europe/Amsterdam"),
            "sam",
            Map.of("mail", new Settings.AccountSettings("mail", "email", "hello@lantern.example", Map.of())),
            new Settings.ApprovalSettings(
                    Duration.ofSeconds(10), Duration.ofDays(7), Duration.ofDays(1), Map.of(), List.of(), 10),
            new Settings.PolicySettings(Risk.HIGH, Optional.empty(), Optional.empty(), Map.of(), Set.of()),
            Map.of(
                    "Acme BV",
                    new Settings.ClientSettings(
                            "Acme BV", Set.of("acme.example"), Map.of(), Map.of(), Map.of(), BudgetSettings.NONE)),
            List.of(),
            List.of(new Settings.Contact("Iris Bloem", "iris@bloem.example", Optional.of("Acme BV"))),
            4,
            Settings.LogSettings.USUAL,
            dev.factotum.config.ModelSettings.NONE,
            SpendSettings.NONE,
            dev.factotum.config.NoticeSettings.NONE);

    static Desk open(long seed) throws IOException {
        TestWorld world = TestWorld.seeded(seed);
        world.disk().capacity(1 << 20);
        Vault.create(world.world(), ROOT);
        world.disk().capacity(Long.MAX_VALUE);
        world.disk().settle();
        return of(world);
    }

    static Desk of(TestWorld world) throws IOException {
        Vault vault = Vault.open(world.world(), ROOT);
        return new Desk(world, vault, new Intake(vault, () -> SETTINGS, new Readiness(Readiness.Settle.LOCAL)));
    }

    /** A new process on the same disk. */
    Desk restart() throws IOException {
        Desk next = of(world.restart());
        next.vault().sweep();
        return next;
    }

    Person person() {
        return world.disk().person();
    }

    /** Drops a file and lets it lie for a minute. */
    void drop(String path, String text) {
        person().write(ROOT.resolve(path), text);
        world.clock().advance(Duration.ofMinutes(1));
    }

    void drop(String path, byte[] bytes) {
        person().write(ROOT.resolve(path), bytes);
        world.clock().advance(Duration.ofMinutes(1));
    }

    List<IntakeOutcome> pass() throws IOException {
        return intake.pass(false);
    }

    String read(String path) {
        return person().read(ROOT.resolve(path));
    }

    /** Everything that a person sees, by path. */
    Map<String, String> files() {
        Map<String, String> files = person().files(ROOT);
        files.keySet().removeIf(name -> name.startsWith(".agent/"));
        return files;
    }

    <T extends LedgerEntry> List<T> entries(MatterId id, Class<T> type) throws IOException {
        return vault.ledgers().of(id).entries().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    static MatterId id(String note) {
        return MatterId.parse(note.replaceAll("(?s).*\nid: ([0-9A-Z]{26})\n.*", "$1"))
                .orElseThrow();
    }
}
