package dev.factotum.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.job.Campaign;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * R13: 10,000 random tamperings with a log of three months, their kind and place chosen by chance. At level 1 each is
 * found and the first wrong entry named; at level 0 only a log that is whole in itself may pass, and the verdict says that it is level 0.
 */
class TamperCampaignTest {
    private static final int TAMPERINGS = 10_000;
    private static final int LEVEL_0_EVERY = 10;
    private static final Path AUDIT = Book.ROOT.resolve(".agent/audit");
    private static final Path ASIDE = Book.ROOT.resolve("Audit");

    private final Random chance = Campaign.chance("tampering");
    private final Book book = new Book(chance.nextLong());
    private final Book elsewhere;
    private final Map<Path, byte[]> now;
    private final Map<Path, byte[]> older;
    private final long olderLast;

    TamperCampaignTest() {
        fill(9);
        book.world.clock().advance(Duration.ofDays(12));
        fill(8);
        older = files();
        olderLast = book.verify().entries();
        fill(7);
        book.world.clock().advance(Duration.ofDays(31));
        fill(8);
        book.person().write(Book.PAGE, book.page() + "A line of my own.\n");
        fill(4);
        now = files();
        elsewhere = book.elsewhere();
    }

    private void fill(int count) {
        for (int i = 0; i < count; i++) {
            int kind = chance.nextInt(3);
            book.append(List.of(
                    switch (kind) {
                        case 0 -> Book.detailed("Title \"é\"", "rev " + chance.nextInt(1000), "b\\c 🦊");
                        case 1 -> AuditEvent.ofVault(book.world.clock().instant(), "config", "sam", "key " + i);
                        default -> Book.done("Matter " + i);
                    }));
        }
    }

    private Map<Path, byte[]> files() {
        Map<Path, byte[]> files = new TreeMap<>();
        book.person().files(AUDIT).keySet().forEach(name -> keep(files, AUDIT.resolve(name)));
        book.person().files(ASIDE).keySet().forEach(name -> keep(files, ASIDE.resolve(name)));
        keep(files, Book.PAGE);
        return files;
    }

    private void keep(Map<Path, byte[]> files, Path file) {
        files.put(file, book.person().bytes(file));
    }

    @Test
    void tenThousandRandomTamperingsAreFoundAndNamed() {
        assertEquals(new AuditCheck(true, 36, 1, Optional.empty()), book.verify());
        Tampering tampering = new Tampering(chance, now, older, olderLast);
        Map<Tampering.Kind, Integer> found = new EnumMap<>(Tampering.Kind.class);
        Map<Tampering.Kind, Integer> passed = new EnumMap<>(Tampering.Kind.class);
        for (int i = 0; i < TAMPERINGS; i++) {
            Tampering.Done done = tampering.next();
            put(done.changed());
            AuditCheck check = book.verify();
            assertFalse(check.ok(), () -> "not found: " + shown(done));
            assertEquals(1, check.level());
            assertEquals(done.firstWrong(), check.broken().orElseThrow().seq(), () -> shown(done) + "\n" + check);
            found.merge(done.kind(), 1, Integer::sum);
            if (i % LEVEL_0_EVERY == 0) {
                AuditCheck alone = elsewhere.verify();
                assertEquals(0, alone.level());
                assertTrue(!alone.ok() || done.kind().endsOtherwise(), () -> "not found at level 0: " + shown(done));
                if (alone.ok()) {
                    passed.merge(done.kind(), 1, Integer::sum);
                }
            }
            put(done.before());
        }
        assertEquals(new AuditCheck(true, 36, 1, Optional.empty()), book.verify());
        assertEquals(Tampering.Kind.values().length, found.size(), found::toString);
        System.out.println("tampering: " + TAMPERINGS + " of " + TAMPERINGS + " found at level 1: " + found
                + "; passed at level 0: " + passed);
    }

    /** @param files a value of no bytes is no file */
    private void put(Map<Path, Optional<byte[]>> files) {
        files.forEach((file, bytes) -> {
            if (bytes.isPresent()) {
                book.person().write(file, bytes.get());
            } else if (book.person().exists(file)) {
                book.person().delete(file);
            }
        });
    }

    private static String shown(Tampering.Done done) {
        Map<Path, String> texts = new HashMap<>();
        done.changed()
                .forEach((file, bytes) -> texts.put(
                        file,
                        bytes.map(text -> new String(text, StandardCharsets.UTF_8))
                                .orElse("(none)")));
        return done.kind() + " at entry " + done.firstWrong() + "\n"
                + texts.entrySet().stream()
                        .map(file -> file.getKey() + ":\n" + file.getValue())
                        .collect(Collectors.joining("\n"));
    }
}
