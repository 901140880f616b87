package dev.factotum.vault;

import dev.factotum.problem.DiskCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.VaultCode;
import dev.factotum.world.DiskFailure;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/** What a person is told when the disk refuses. */
public final class DiskTrouble {
    private DiskTrouble() {}

    /** @param what what we tried, as a sentence without its full stop */
    public static Problem of(String what, IOException failure) {
        DiskCode code = code(failure);
        return new Problem(code, what, where(failure), DiskFailure.words(failure), code.remedy());
    }

    /** The same where nothing is known but what the disk said. */
    public static Problem of(IOException failure) {
        if (failure instanceof ClaimLostException lost) {
            return new Problem(
                    VaultCode.CLAIM_LOST,
                    VaultCode.CLAIM_LOST.meaning(),
                    lost.what(),
                    String.valueOf(failure.getMessage()),
                    VaultCode.CLAIM_LOST.remedy());
        }
        return of(code(failure).meaning(), failure);
    }

    private static DiskCode code(IOException failure) {
        boolean blocked = failure instanceof FileAlreadyExistsException
                || failure instanceof NotDirectoryException
                || DiskFailure.words(failure).toLowerCase(Locale.ROOT).contains("not a directory");
        return switch (DiskFailure.of(failure)) {
            case FULL -> DiskCode.FULL;
            case READ_ONLY -> DiskCode.READ_ONLY;
            case DENIED -> DiskCode.DENIED;
            case FAILING -> blocked ? DiskCode.IN_THE_WAY : DiskCode.FAILING;
        };
    }

    /** Of a move both ends: the system does not say which of them refused. */
    private static String where(IOException failure) {
        if (!(failure instanceof FileSystemException named) || named.getFile() == null) {
            return "";
        }
        return named.getFile() + (named.getOtherFile() == null ? "" : " → " + named.getOtherFile());
    }
}
