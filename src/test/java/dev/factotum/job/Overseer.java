package dev.factotum.job;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The person: lets the program work, reads what came back to the tray, and decides, asking receivers what arrived. */
final class Overseer {
    private static final Duration PATIENCE = Duration.ofHours(3);
    private static final Pattern ASKED = Pattern.compile("(?m)^- \\[ ] .* \\^arrived-s(\\d+)$");
    private static final int MOST_ROUNDS = 20;

    /** One process that works until nothing is due within some hours. */
    static final Scenario.Act WORKS = stand -> {
        try (Office office = stand.office()) {
            office.workOn(PATIENCE);
        }
    };

    /** The same, and every question that comes back is answered and the plan approved again, until all is done. */
    static final Scenario.Act SEES_TO_IT = stand -> {
        try (Office office = stand.office()) {
            for (int i = 0; i < MOST_ROUNDS; i++) {
                office.workOn(PATIENCE);
                if (stand.interrupted().getAsBoolean()) {
                    return;
                }
                if (!stand.holds("Pending_Approval")) {
                    missing(stand);
                    return;
                }
                stand.wait(PATIENCE);
                decide(stand);
                stand.wait(Duration.ofSeconds(40));
            }
        }
        throw new AssertionError("it never ends: " + stand.notes("Pending_Approval"));
    };

    private Overseer() {}

    private static void missing(Stand stand) {
        if (!stand.provider().missing().isEmpty()) {
            throw new AssertionError("came to be 0 times: " + stand.provider().missing());
        }
    }

    private static void decide(Stand stand) throws IOException {
        for (Map.Entry<String, String> note : stand.notes("Pending_Approval").entrySet()) {
            String text = note.getValue();
            for (MatchResult asked : ASKED.matcher(text).results().toList()) {
                String step = "s" + asked.group(1);
                boolean arrived = stand.provider().arrived(stand.contents().get(Integer.parseInt(asked.group(1)) - 1));
                text = tick(text, (arrived ? "arrived-" : "again-") + step);
            }
            if (text.contains("Every step is done")) {
                Path file = Path.of(note.getKey());
                stand.person()
                        .move(
                                Stand.ROOT.resolve("Pending_Approval").resolve(file),
                                Stand.ROOT.resolve("Completed").resolve(file));
            } else {
                stand.write("Pending_Approval/" + note.getKey(), text.replace("- [ ] **Approve", "- [x] **Approve"));
            }
        }
    }

    private static String tick(String text, String box) {
        return Pattern.compile("(?m)^- \\[ ] (.* \\^" + box + ")$")
                .matcher(text)
                .replaceFirst("- [x] $1");
    }
}
