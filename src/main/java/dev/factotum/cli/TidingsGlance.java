package dev.factotum.cli;

import dev.factotum.notice.NoticeStanding;
import dev.factotum.notice.webhook.HookStanding;
import dev.factotum.problem.Problem;
import dev.factotum.vault.DiskTrouble;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Where nobody is told any more, as it stands on disk. Of a vault that tells nobody nothing is read, nor loaded. */
final class TidingsGlance {
    private TidingsGlance() {}

    static List<Problem> of(Vault vault) {
        try {
            List<Problem> all = new ArrayList<>();
            if (there(vault, "notices")) {
                all.addAll(NoticeStanding.problems(vault));
            }
            if (there(vault, "webhooks")) {
                all.addAll(HookStanding.problems(vault));
            }
            return all;
        } catch (IOException unreadable) {
            return List.of(DiskTrouble.of("What was told cannot be read", unreadable));
        }
    }

    private static boolean there(Vault vault, String folder) throws IOException {
        return vault.world().disk().facts(vault.hidden().resolve(folder)).isPresent();
    }
}
