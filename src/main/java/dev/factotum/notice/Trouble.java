package dev.factotum.notice;

import dev.factotum.config.Risk;
import dev.factotum.engine.Overview;
import dev.factotum.notice.way.Plain;
import dev.factotum.problem.ExitCode;
import dev.factotum.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Something is wrong that is no matter's: a login, a provider, the disk, the audit chain.
 *
 * @param key the same for the same trouble
 * @param line what it is, without words of anybody else
 */
public record Trouble(String key, Risk risk, String line) {
    /** Families whose troubles a person should hear of at once; what is wrong with a file waits for them in the vault. */
    private static final Set<String> TOLD =
            Set.of("E-AUTH", "E-MODEL", "E-BUDGET", "E-AUDIT", "E-DISK", "E-MCP", "E-CONFIG", "E-NET");

    private static final int MOST = 300;
    private static final int MOST_TROUBLES = 20;

    /** What is wrong at present. */
    public static List<Trouble> of(Overview overview) {
        List<Trouble> troubles = new ArrayList<>();
        for (Problem problem : overview.problems()) {
            String id = problem.code().id();
            boolean told = TOLD.contains(id.substring(0, id.lastIndexOf('-')));
            if (told && troubles.size() < MOST_TROUBLES) {
                troubles.add(new Trouble(
                        "trouble:" + id + ":" + Plain.line(problem.where(), MOST),
                        id.startsWith("E-AUDIT") ? Risk.HIGH : Risk.NORMAL,
                        id + " " + Plain.line(problem.what(), MOST) + " (" + Plain.line(problem.where(), MOST) + ")"));
            }
        }
        long stuck = overview.forModel().stream()
                .filter(one -> one.exit() != ExitCode.DONE)
                .count();
        if (stuck > 0) {
            troubles.add(new Trouble(
                    "trouble:model",
                    Risk.NORMAL,
                    stuck + (stuck == 1 ? " matter waits" : " matters wait")
                            + " for a model that answers: see agent status"));
        }
        return troubles;
    }
}
