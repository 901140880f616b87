package dev.factotum.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.job.Campaign;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * R6: however many processes reach for one thing at once, one gets it. The campaign takes 1,000 things in 50 rounds;
 * {@code -Dcampaign.rounds=N} takes more or fewer.
 */
@ResourceLock("processes")
class ClaimCrowdTest {
    private static final int ITEMS = Campaign.full() ? 1000 : 100;
    private static final int ROUNDS = Integer.getInteger("campaign.rounds", Campaign.full() ? 50 : 2);

    @TempDir
    Path folder = Path.of("");

    private record Worker(Process process, BufferedReader out, Writer in) {
        void say(String word) throws IOException {
            in.write(word + "\n");
            in.flush();
        }
    }

    @ParameterizedTest
    @CsvSource({"kernel, 2", "kernel, 4", "kernel, 8", "files, 2", "files, 4", "files, 8"})
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void oneOfManyProcessesGetsIt(String kind, int processes) throws IOException {
        Files.createDirectories(folder.resolve("evidence"));
        List<Worker> workers = new ArrayList<>();
        long claims = 0;
        int doubles = 0;
        int missed = 0;
        try {
            for (int i = 0; i < processes; i++) {
                workers.add(start(kind));
            }
            for (Worker worker : workers) {
                assertEquals("ready", worker.out().readLine());
            }
            for (int round = 0; round < ROUNDS; round++) {
                BitSet won = new BitSet();
                for (String answer : all(workers, "race")) {
                    for (String item :
                            answer.isBlank() ? new String[0] : answer.strip().split(" ")) {
                        claims++;
                        doubles += won.get(Integer.parseInt(item)) ? 1 : 0;
                        won.set(Integer.parseInt(item));
                    }
                }
                missed += ITEMS - won.cardinality();
                all(workers, "give");
                for (String answer : all(workers, "churn")) {
                    String[] numbers = answer.split(" ");
                    claims += Long.parseLong(numbers[0]);
                    doubles += Integer.parseInt(numbers[1]);
                }
            }
        } finally {
            workers.forEach(worker -> worker.process().destroyForcibly());
        }
        System.out.println("claims by " + kind + ": " + processes + " processes, " + ITEMS + " items, " + ROUNDS
                + " rounds, " + claims + " claims, " + doubles + " doubled, " + missed + " without a winner");
        assertEquals(0, doubles);
        assertEquals(0, missed);
        assertTrue(claims > (long) ITEMS * ROUNDS, "nobody gave back");
    }

    private Worker start(String kind) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ClaimWorker.class.getName(),
                        kind,
                        folder.toString(),
                        String.valueOf(ITEMS))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new Worker(
                process, process.inputReader(StandardCharsets.UTF_8), process.outputWriter(StandardCharsets.UTF_8));
    }

    /** Says it to all at once, and waits for all. */
    private static List<String> all(List<Worker> workers, String word) throws IOException {
        for (Worker worker : workers) {
            worker.say(word);
        }
        List<String> answers = new ArrayList<>();
        for (Worker worker : workers) {
            String answer = worker.out().readLine();
            if (answer == null) {
                throw new AssertionError("a process ended");
            }
            answers.add(answer);
        }
        return answers;
    }
}
