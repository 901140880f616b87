package dev.factotum.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.factotum.world.Person;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a vault as a stranger would, with nothing of the program, and says what is wrong with it: lost or doubled matters,
 * half-written files, effects that are not in the record, a broken chain.
 */
final class VaultChecker {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Pattern ID = Pattern.compile("(?m)^id: ([0-9A-HJKMNP-TV-Z]{26})\\s*$");
    private static final List<String> PIPELINE =
            List.of("Inbox", "Needs_Action", "Pending_Approval", "Approved", "Rejected", "Completed");

    /** Files under work, of ours and of editors, and the copies that editors keep. */
    private static final Pattern OTHERS = Pattern.compile("(^|/)(\\.[^/]*|[^/]*~|#[^/]*#|4913)$");

    private static final Pattern TAIL = Pattern.compile("#(\\d+·[0-9a-f]{8})");

    private final VaultReader disk;
    private final Path root;
    private final List<String> wrong = new ArrayList<>();

    VaultChecker(Person person, Path root) {
        this(VaultReader.of(person), root);
    }

    VaultChecker(VaultReader disk, Path root) {
        this.disk = disk;
        this.root = root;
    }

    /** What must hold at every instant, also before anything was recovered. */
    List<String> always() {
        wrong.clear();
        places();
        return List.copyOf(wrong);
    }

    /** What must hold when everything is at rest. */
    List<String> atRest() {
        wrong.clear();
        places();
        leftovers();
        chain();
        effects();
        return List.copyOf(wrong);
    }

    private void places() {
        Map<String, List<String>> byId = new TreeMap<>();
        for (String stage : PIPELINE) {
            disk.files(root.resolve(stage)).forEach((name, text) -> {
                if (OTHERS.matcher(name).find()) {
                    return;
                }
                Matcher id = ID.matcher(text);
                if (id.find()) {
                    byId.computeIfAbsent(id.group(1), i -> new ArrayList<>()).add(stage + "/" + name);
                } else if (text.isEmpty()) {
                    wrong.add("empty: " + stage + "/" + name);
                }
                if (text.startsWith("---\n") && text.indexOf("\n---\n", 3) < 0) {
                    wrong.add("half-written: " + stage + "/" + name);
                }
            });
        }
        byId.forEach((id, places) -> {
            if (places.size() > 1) {
                wrong.add("one id in two places: " + id + " " + places);
            }
        });
    }

    private void leftovers() {
        Set<String> standing = new HashSet<>();
        for (String stage : PIPELINE) {
            disk.files(root.resolve(stage)).forEach((name, text) -> {
                if (name.contains(".~agent")) {
                    wrong.add("left over: " + stage + "/" + name);
                }
                ID.matcher(text).results().forEach(id -> standing.add(id.group(1)));
            });
        }
        disk.files(root.resolve(".agent/ledger/open")).keySet().stream()
                .filter(name -> !name.contains(".~agent"))
                .filter(name -> !standing.contains(name.replace(".ndjson", "")))
                .forEach(name -> wrong.add("a ledger without a file: " + name));
    }

    private void chain() {
        String previous = "";
        long seq = 0;
        Set<String> derived = new HashSet<>();
        Map<String, String> segments = disk.files(root.resolve(".agent/audit"));
        Set<String> page = new HashSet<>();
        List<String> pages = new ArrayList<>(disk.files(root.resolve("Audit")).values());
        pages.add(disk.text(root.resolve("Audit_Log.md")));
        pages.forEach(text -> TAIL.matcher(text).results().forEach(tail -> page.add(tail.group(1))));
        for (Map.Entry<String, String> segment : new TreeMap<>(segments).entrySet()) {
            if (segment.getKey().contains(".~agent")) {
                continue;
            }
            for (String line : segment.getValue().split("\n")) {
                JsonNode entry = json(line);
                if (entry == null) {
                    continue;
                }
                if (entry.path("seq").asLong() != seq + 1 && seq != 0) {
                    wrong.add("the chain jumps from " + seq + " to "
                            + entry.path("seq").asLong());
                }
                seq = entry.path("seq").asLong();
                if (!previous.isEmpty() && !entry.path("prev").asText().equals(previous)) {
                    wrong.add("the chain is broken at " + seq);
                }
                previous = entry.path("h").asText();
                if (!page.contains(seq + "·" + previous.substring(0, 8))) {
                    wrong.add("entry " + seq + " is not on the page");
                }
                if (entry.path("n").asLong() > 0
                        && !derived.add(entry.path("matter").asText() + "#"
                                + entry.path("n").asLong())) {
                    wrong.add("an entry stands twice: " + line);
                }
            }
        }
    }

    /** Every simulated send is in exactly one ledger as a result, and every such result has its file. */
    private void effects() {
        Map<String, Integer> results = new HashMap<>();
        for (String folder : List.of(".agent/ledger/open", ".agent/ledger/closed")) {
            disk.files(root.resolve(folder)).forEach((name, text) -> {
                for (String line : text.split("\n")) {
                    JsonNode entry = json(line);
                    if (entry != null
                            && entry.path("type").asText().equals("result")
                            && entry.path("outcome").asText().equals("ok")) {
                        results.merge(entry.path("key").asText(), 1, Integer::sum);
                    }
                }
            });
        }
        Set<String> sent = new HashSet<>();
        disk.files(root.resolve("Outbox")).keySet().stream()
                .filter(name -> !name.contains(".~agent"))
                .forEach(name -> sent.add(name.replaceFirst(".*/", "").replace(".md", "")));
        sent.stream().filter(key -> !results.containsKey(key)).forEach(key -> wrong.add("sent, not recorded: " + key));
        results.forEach((key, count) -> {
            if (count > 1) {
                wrong.add("recorded " + count + " times: " + key);
            }
        });
    }

    private static @Nullable JsonNode json(String line) {
        if (line.isBlank()) {
            return null;
        }
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException torn) {
            return null;
        }
    }
}
