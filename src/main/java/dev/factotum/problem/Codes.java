package dev.factotum.problem;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every code of every family. */
public final class Codes {
    private Codes() {}

    /** All codes, family by family, each in the order of its numbers. */
    public static List<Code> all() {
        return Stream.<Code[]>of(
                        VaultCode.values(),
                        ItemCode.values(),
                        PlanCode.values(),
                        ApproveCode.values(),
                        PolicyCode.values(),
                        StepCode.values(),
                        SkillCode.values(),
                        McpCode.values(),
                        AuthCode.values(),
                        NetCode.values(),
                        ModelCode.values(),
                        BudgetCode.values(),
                        ConfigCode.values(),
                        AuditCode.values(),
                        DiskCode.values(),
                        CommandCode.values())
                .flatMap(Stream::of)
                .toList();
    }

    /** The code with this id, in capitals or not. */
    public static Optional<Code> find(String id) {
        return all().stream().filter(code -> code.id().equalsIgnoreCase(id)).findFirst();
    }
}
