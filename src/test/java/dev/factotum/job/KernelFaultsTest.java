package dev.factotum.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The real program on the real kernel, one of whose calls is made to fail: it ends with the right code and a message in
 * four parts, nothing is lost, doubled or half-written, and the next run completes the work. Every call of a whole job is
 * hurt in every way at {@code -Dcampaign=10}, in some way in each of up to four shares of it; else a few of each kind.
 */
@ResourceLock("processes")
class KernelFaultsTest {
    private static final String WHAT = "faults of the kernel";
    private static final String SETTINGS = """
            version: 1
            timezone: UTC
            owner: sam
            executor: this
            approval:
              auto:
                - { skill: email.reply, rule: Answer an invoice question, per_day: 20 }
            """;

    private final List<String> violations = new ArrayList<>();
    private final Map<String, Integer> tried = new TreeMap<>();
    private final Map<Integer, Integer> exits = new TreeMap<>();
    private final Map<String, Integer> missed = new TreeMap<>();
    private int asked;

    /** How a mail comes to be answered; what the run under test finds. */
    private enum Story {
        /** A rule may approve: one run takes the mail in, plans, approves, sends and lays to rest. */
        DROPPED {
            @Override
            void prepare(RealVault vault) throws IOException {
                Files.writeString(vault.root().resolve("agent.yaml"), SETTINGS);
                vault.drop("Inbox/mail.eml", RealVault.mail(1));
            }
        },
        /** A person moved the plan from the tray into Approved a moment ago. */
        APPROVED {
            @Override
            void prepare(RealVault vault) throws IOException, InterruptedException {
                OneMail.approved(vault, RealVault.mail(1));
            }
        };

        abstract void prepare(RealVault vault) throws IOException, InterruptedException;
    }

    @BeforeEach
    void needsTools() {
        Faults.need(WHAT, "strace", "cp", "rm");
    }

    @Test
    @Timeout(value = 4, unit = TimeUnit.HOURS)
    void whicheverCallFailsTheRunSaysSoAndTheNextOneCompletesIt() throws Exception {
        Random chance = Campaign.chance(WHAT);
        for (Story story : Story.values()) {
            try (RealVault vault = RealVault.found()) {
                story.prepare(vault);
                Snapshot before = Snapshot.of(vault);
                Strace strace = new Strace(vault);
                Map<String, Set<Integer>> calls = strace.count("run");
                List<String> unwell = finished(vault);
                assertEquals(List.of(), unwell, story + " without any fault");
                calls.forEach((call, numbers) -> System.out.println(story + ": " + numbers.size() + " × " + call));
                for (Map.Entry<String, Set<Integer>> call : calls.entrySet()) {
                    for (Injury injury : fitting(call.getKey())) {
                        for (int number : some(call.getValue(), chance)) {
                            if (Campaign.mine(number + injury.ordinal())) {
                                before.restore();
                                hurt(vault, strace, story, call.getKey(), injury, number);
                            }
                        }
                    }
                    System.out.println(figures());
                }
            }
        }
        assertEquals(List.of(), violations);
    }

    /** What it came to so far. */
    private String figures() {
        int all = tried.values().stream().mapToInt(Integer::intValue).sum();
        return "kernel faults: " + all + " " + tried + "; exits " + exits + "; struck elsewhere " + missed + "; "
                + asked + " asked a person; " + violations.size() + " violations";
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void aSystemThatCannotExchangeOrRefuseToReplaceDoesTheWholeJobAllTheSame() throws Exception {
        try (RealVault vault = RealVault.found()) {
            Story.DROPPED.prepare(vault);
            Strace strace = new Strace(vault);
            Ended ended = strace.without("renameat2", "run");
            assertEquals(0, ended.exit(), ended.toString());
            assertTrue(!strace.struck().isEmpty(), "renameat2 was not called at all");
            assertEquals(List.of(), finished(vault));
        }
    }

    private static List<Injury> fitting(String call) {
        return switch (call) {
            case "fsync" ->
                List.of(
                        Injury.KILL,
                        Injury.CTRL_C,
                        Injury.TERMINATE,
                        Injury.EIO,
                        Injury.ENOSPC,
                        Injury.EACCES,
                        Injury.EROFS);
            case "rename", "renameat2" ->
                List.of(Injury.KILL, Injury.EIO, Injury.ENOSPC, Injury.EACCES, Injury.EROFS, Injury.EXDEV);
            default -> List.of(Injury.KILL, Injury.EIO, Injury.ENOSPC, Injury.EACCES, Injury.EROFS);
        };
    }

    private static List<Integer> some(Set<Integer> numbers, Random chance) {
        List<Integer> all = new ArrayList<>(numbers);
        if (!Campaign.full()) {
            Collections.shuffle(all, chance);
            return all.subList(0, Math.min(Campaign.size(), all.size()));
        }
        return all;
    }

    private void hurt(RealVault vault, Strace strace, Story story, String call, Injury injury, int number)
            throws IOException, InterruptedException {
        String at = story + ", " + injury + " at " + call + " " + number;
        Ended ended = strace.hurt(call, injury, number, "run");
        List<String> struck = strace.struck();
        if (struck.isEmpty() || (injury.error() && struck.stream().noneMatch(strace::ours))) {
            missed.merge(call + " " + injury, 1, Integer::sum);
            return;
        }
        tried.merge(call + " " + injury, 1, Integer::sum);
        exits.merge(ended.exit(), 1, Integer::sum);
        List<String> wrong = new ArrayList<>(new VaultChecker(VaultReader.real(), vault.root()).always());
        if (ended.exit() == 0) {
            asked += OneMail.decided(vault) ? 1 : 0;
            finished(vault).forEach(left -> wrong.add("it got over it, but " + left));
        } else {
            if (ended.exit() != injury.exit()) {
                wrong.add("exit " + ended.exit());
            }
            if (injury.error() && ended.codes().stream().noneMatch(code -> code.startsWith("E-DISK-"))) {
                wrong.add("no message in four parts");
            }
            Ended healed = vault.under(List.of(), "run");
            if (healed.exit() != 0) {
                wrong.add("the next run: " + healed);
            }
            asked += OneMail.decided(vault) ? 1 : 0;
            finished(vault).forEach(left -> wrong.add("after the next run " + left));
        }
        if (!wrong.isEmpty()) {
            String violation = at + " " + struck + ": " + wrong + "\n" + ended + "\n";
            System.out.println("violation: " + violation);
            violations.add(violation);
        }
    }

    /** What is wrong with a vault whose one mail should be answered, once. */
    private static List<String> finished(RealVault vault) throws IOException, InterruptedException {
        List<String> wrong = new ArrayList<>(OneMail.unfinished(vault));
        Ended verified = vault.under(List.of(), "log", "verify");
        if (verified.exit() != 0) {
            wrong.add("log verify: " + verified);
        }
        return wrong;
    }
}
