package dev.factotum.job;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The program traced by strace(1), which counts its calls of the kernel and makes one of them fail. Numbers count the
 * calls of one kind in one thread, as strace does; a vault with one matter is worked on by one thread.
 */
final class Strace {
    /** The calls that change what stands on a disk. */
    static final List<String> CALLS = List.of("fsync", "rename", "renameat2", "openat", "write", "mkdir", "unlink");

    private static final Pattern LINE = Pattern.compile("(?m)^(\\d+) +(\\w+)\\((.*)$");
    private static final Pattern SIGNALLED =
            Pattern.compile("(?m)^\\d+ \\+\\+\\+ killed by|^\\d+ --- SIG(INT|TERM|KILL)");

    private final RealVault vault;
    private final Path trace;

    Strace(RealVault vault) {
        this.vault = vault;
        this.trace = vault.outside().resolve("trace");
    }

    /** Runs a command and answers the numbers of its calls in the vault and its state folder, by kind. */
    Map<String, Set<Integer>> count(String... words) throws IOException, InterruptedException {
        Ended ended = vault.under(command(List.of("-e", "trace=" + String.join(",", CALLS))), words);
        if (ended.exit() != 0) {
            throw new AssertionError(ended.toString());
        }
        Map<String, Set<Integer>> numbers = new TreeMap<>();
        Map<String, Integer> counters = new HashMap<>();
        for (Matcher line : lines()) {
            int number = counters.merge(line.group(1) + line.group(2), 1, Integer::sum);
            if (changes(line)) {
                numbers.computeIfAbsent(line.group(2), call -> new java.util.TreeSet<>())
                        .add(number);
            }
        }
        return numbers;
    }

    /** Runs a command whose Nth call of a kind is made to fail. */
    Ended hurt(String call, Injury injury, int number, String... words) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(List.of("-e", "trace=" + call));
        // With the filter in the kernel strace injects errors, but no signals.
        if (injury.error()) {
            options.add("--seccomp-bpf");
        }
        options.addAll(List.of("-e", "inject=" + call + ":" + injury.spec() + ":when=" + number));
        return vault.under(command(options), words);
    }

    /** Runs a command with a call that the kernel does not have. */
    Ended without(String call, String... words) throws IOException, InterruptedException {
        return vault.under(
                command(List.of("-e", "trace=" + call, "--seccomp-bpf", "-e", "inject=" + call + ":error=ENOSYS")),
                words);
    }

    private List<String> command(List<String> options) {
        List<String> command = new ArrayList<>(List.of("strace", "-f", "-y", "-s", "16", "-o", trace.toString()));
        command.addAll(options);
        return command;
    }

    /** The calls that the last run was made to fail in; where a process was ended, its last words. */
    List<String> struck() throws IOException {
        String text = Files.readString(trace, StandardCharsets.ISO_8859_1);
        List<String> struck = new ArrayList<>(
                text.lines().filter(line -> line.contains("(INJECTED)")).toList());
        if (SIGNALLED.matcher(text).find()) {
            struck.add("signalled");
        }
        return struck;
    }

    private List<Matcher> lines() throws IOException {
        List<Matcher> lines = new ArrayList<>();
        for (String line : Files.readAllLines(trace, StandardCharsets.ISO_8859_1)) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                lines.add(matcher);
            }
        }
        return lines;
    }

    private boolean changes(Matcher line) {
        String arguments = line.group(3);
        return ours(arguments)
                && (!line.group(2).equals("openat")
                        || arguments.contains("O_WRONLY")
                        || arguments.contains("O_RDWR")
                        || arguments.contains("O_CREAT"));
    }

    /** True where a traced call is about the vault or its state folder; every call names the folder it starts in. */
    boolean ours(String line) {
        String call = line.replace("AT_FDCWD<" + vault.root() + ">", "");
        return call.contains(vault.root().toString()) || call.contains(vault.state() + "/");
    }
}
