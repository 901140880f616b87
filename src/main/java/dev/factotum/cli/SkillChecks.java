package dev.factotum.cli;

import dev.factotum.problem.Problem;
import dev.factotum.skill.Skill;
import dev.factotum.skill.SkillBook;
import dev.factotum.skill.SkillBook.Shelved;
import dev.factotum.skill.SkillBook.Standing;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The skills of a vault, and what keeps their scripts from the rest of the machine. */
final class SkillChecks {
    private final Vault vault;

    SkillChecks(Vault vault) {
        this.vault = vault;
    }

    List<Check> look() throws IOException, InterruptedException {
        List<Check> checks = new ArrayList<>();
        try (Tooling tooling = Tooling.of(vault)) {
            SkillBook book = tooling.skills();
            List<Shelved> all = book.all();
            if (all.isEmpty()) {
                return checks;
            }
            long trusted = all.stream()
                    .filter(one -> one.standing() == Standing.TRUSTED)
                    .count();
            checks.add(Check.ok("skills", trusted + " of " + all.size() + " trusted on this machine"));
            for (Problem problem : book.problems()) {
                checks.add(Check.note(
                        "skills", problem.where() + ": " + problem.what() + ": " + problem.why(), problem.next()));
            }
            boolean scripts = all.stream().flatMap(one -> one.skill().stream()).anyMatch(SkillChecks::runs);
            if (scripts && !book.confinement().there()) {
                checks.add(
                        Check.note(
                                "skills",
                                "bubblewrap is not here or does not work, so a skill's script can read and change whatever you"
                                        + " can on this machine, the vault and its approvals too",
                                "Install bubblewrap (Debian: apt install bubblewrap), or trust only what you would run yourself."));
            } else if (scripts) {
                checks.add(Check.ok("skills", "scripts are shut in by bubblewrap: their own files, a scratch folder"));
            }
        }
        return checks;
    }

    private static boolean runs(Skill skill) {
        return skill.script().isPresent() || skill.watching().isPresent();
    }
}
