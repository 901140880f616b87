package dev.factotum.vault;

import java.util.Optional;
import java.util.Set;

/** The pipeline folders; the folder a matter's file stands in is its state. */
public enum Stage {
    INBOX("Inbox"),
    NEEDS_ACTION("Needs_Action"),
    PENDING_APPROVAL("Pending_Approval"),
    APPROVED("Approved"),
    REJECTED("Rejected"),
    COMPLETED("Completed");

    private final String folder;

    Stage(String folder) {
        this.folder = folder;
    }

    public String folder() {
        return folder;
    }

    /** Where the engine itself may move a matter from here; a person may move it anywhere. */
    public Set<Stage> successors() {
        return switch (this) {
            case INBOX -> Set.of(NEEDS_ACTION, PENDING_APPROVAL);
            case NEEDS_ACTION -> Set.of(PENDING_APPROVAL, COMPLETED);
            case PENDING_APPROVAL -> Set.of(APPROVED, REJECTED, NEEDS_ACTION, COMPLETED);
            case APPROVED -> Set.of(COMPLETED, PENDING_APPROVAL);
            case REJECTED -> Set.of(PENDING_APPROVAL);
            case COMPLETED -> Set.of();
        };
    }

    /** The folders a pass reads: all but Rejected and Completed, which hold what is at rest. */
    public static Set<Stage> open() {
        return Set.of(INBOX, NEEDS_ACTION, PENDING_APPROVAL, APPROVED);
    }

    public static Optional<Stage> ofFolder(String folder) {
        for (Stage stage : values()) {
            if (stage.folder.equals(folder)) {
                return Optional.of(stage);
            }
        }
        return Optional.empty();
    }
}
