package dev.factotum.notice.webhook;

import dev.factotum.problem.NetCode;
import dev.factotum.problem.Problem;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How a webhook stands, for people.
 *
 * @param waiting events that are still to be sent
 * @param lost events that were not taken within three days
 * @param last how the last try ended; empty where there was none
 * @param stopped why nothing is sent there any more; empty where all is well
 */
public record HookStanding(
        String name, int waiting, long delivered, long lost, String last, Instant at, String stopped) {
    /** All of them by name. Writes nothing. */
    public static List<HookStanding> of(Vault vault) throws IOException {
        List<HookStanding> all = new ArrayList<>();
        for (HookState state : HookState.all(vault)) {
            all.add(new HookStanding(
                    state.name,
                    state.queue.size(),
                    state.delivered,
                    state.lost,
                    state.last,
                    state.lastAt,
                    state.disabled));
        }
        return all;
    }

    /** What keeps events from arriving. Writes nothing. */
    public static List<Problem> problems(Vault vault) throws IOException {
        List<Problem> problems = new ArrayList<>();
        for (HookStanding one : of(vault)) {
            if (!one.stopped().isEmpty()) {
                problems.add(problem(NetCode.WEBHOOK_STOPPED, one.name(), one.stopped()));
            } else if (one.waiting() > 0 && !one.last().isEmpty() && !one.last().startsWith("HTTP 2")) {
                problems.add(problem(
                        NetCode.WEBHOOK_LATE, one.name(), one.waiting() + " wait; the last try: " + one.last()));
            }
        }
        return problems;
    }

    private static Problem problem(NetCode code, String name, String why) {
        return new Problem(code, code.meaning(), "webhooks." + name, why, code.remedy());
    }
}
