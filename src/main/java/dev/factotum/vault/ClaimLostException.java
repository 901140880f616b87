package dev.factotum.vault;

import java.io.IOException;

/**
 * A claim was taken over by another process, or this one stood still for so long that it may have been. Whoever meets it
 * leaves the matter as it is: the new holder goes on from the ledger.
 */
public final class ClaimLostException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String what;

    ClaimLostException(String what, String why) {
        super("the claim of " + what + " was lost: " + why);
        this.what = what;
    }

    /** The matter or the job. */
    String what() {
        return what;
    }
}
