package dev.factotum.channel.port;

import dev.factotum.problem.NetCode;
import dev.factotum.problem.Problem;
import dev.factotum.tool.ToolError;
import dev.factotum.vault.Vault;
import dev.factotum.world.Listed;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How the accounts of a vault fare, by what their last calls left on the disk: nobody is asked. */
public final class AccountTroubles {
    private static final String ENDING = ".json";

    private AccountTroubles() {}

    /** What stands in the way of accounts at present, by their names. */
    public static List<Problem> problems(Vault vault) throws IOException {
        List<Listed> files;
        try {
            files = vault.world().disk().list(Gate.folder(vault));
        } catch (NoSuchFileException none) {
            return List.of();
        }
        List<Problem> problems = new ArrayList<>();
        files.stream()
                .map(Listed::name)
                .filter(name -> name.endsWith(ENDING) && !name.startsWith("."))
                .sorted(Comparator.naturalOrder())
                .map(name -> name.substring(0, name.length() - ENDING.length()))
                .forEach(account -> new Gate(vault, account, account)
                        .fares()
                        .trouble()
                        .ifPresent(error -> problems.add(problem(account, error))));
        return problems;
    }

    private static Problem problem(String account, ToolError error) {
        NetCode code = switch (error) {
            case ToolError.Auth _ -> NetCode.NO_LOGIN;
            case ToolError.Quota _ -> NetCode.UNPAID;
            case ToolError.RateLimited _ -> NetCode.LIMITED;
            case ToolError.Transient _,
                    ToolError.Permission _,
                    ToolError.Validation _,
                    ToolError.Duplicate _,
                    ToolError.NotFound _,
                    ToolError.ContentPolicy _,
                    ToolError.VersionSunset _ -> NetCode.AWAY;
        };
        return new Problem(
                code,
                code.meaning(),
                "account " + account,
                error.message(),
                code.remedy().replace("NAME", account));
    }
}
