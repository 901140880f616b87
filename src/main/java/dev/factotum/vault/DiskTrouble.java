package dev.factotum.vault;

import dev.factotum.problem.DiskCode;
import dev.factotum.problem.Problem;
import dev.factotum.world.DiskFailure;
import java.io.IOException;
import java.nio.file.FileSystemException;

/** What a person is told when the disk refuses. */
public final class DiskTrouble {
    private DiskTrouble() {}

    /** @param what what we tried, as a sentence without its full stop */
    public static Problem of(String what, IOException failure) {
        DiskCode code = switch (DiskFailure.of(failure)) {
            case FULL -> DiskCode.FULL;
            case READ_ONLY -> DiskCode.READ_ONLY;
            case DENIED -> DiskCode.DENIED;
            case FAILING -> DiskCode.FAILING;
        };
        String where = failure instanceof FileSystemException named && named.getFile() != null ? named.getFile() : "";
        String reason = failure instanceof FileSystemException named && named.getReason() != null
                ? named.getReason()
                : failure.getClass().getSimpleName() + ": " + failure.getMessage();
        return new Problem(code, what, where, reason, code.remedy());
    }
}
