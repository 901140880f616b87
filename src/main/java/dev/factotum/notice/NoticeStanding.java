package dev.factotum.notice;

import dev.factotum.problem.NetCode;
import dev.factotum.problem.Problem;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How the targets stand, for people. */
public final class NoticeStanding {
    private NoticeStanding() {}

    /** Targets to which nothing is sent until their setting changes, and those that cannot be reached. Writes nothing. */
    public static List<Problem> problems(Vault vault) throws IOException {
        List<Problem> problems = new ArrayList<>();
        NoticeBook book = NoticeBook.read(vault);
        for (String name : book.names()) {
            TargetState state = book.of(name);
            if (!state.disabled.isEmpty()) {
                problems.add(problem(NetCode.NOTICES_STOPPED, name, state.disabled));
            } else if (state.failures > 1) {
                problems.add(problem(NetCode.NOTICE_NOT_SENT, name, state.last));
            }
        }
        return problems;
    }

    private static Problem problem(NetCode code, String name, String why) {
        return new Problem(code, code.meaning(), "notify.targets." + name, why, code.remedy());
    }
}
