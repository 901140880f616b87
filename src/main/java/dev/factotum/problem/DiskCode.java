package dev.factotum.problem;

/** Codes of the family E-DISK: the disk underneath. */
public enum DiskCode implements Code {
    FULL("01", "The disk is full.", "Free some space and run again; nothing was lost.", ExitCode.DISK),
    READ_ONLY(
            "02",
            "The vault cannot be written.",
            "Make the folder writable; until then the agent only looks.",
            ExitCode.DISK),
    DENIED(
            "03",
            "A file or folder may not be read or written.",
            "Check the owner and the permissions of the named file.",
            ExitCode.DISK),
    FAILING("04", "The disk reported an error.", "Check the disk; the agent stops writing until then.", ExitCode.DISK),
    IN_THE_WAY(
            "05",
            "Something stands where a file or folder of the agent's has to be.",
            "Look at what stands there and move it away, then run again.",
            ExitCode.DISK);

    private final String id;
    private final String meaning;
    private final String remedy;
    private final ExitCode exit;

    DiskCode(String number, String meaning, String remedy, ExitCode exit) {
        this.id = "E-DISK-" + number;
        this.meaning = meaning;
        this.remedy = remedy;
        this.exit = exit;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String meaning() {
        return meaning;
    }

    @Override
    public String remedy() {
        return remedy;
    }

    @Override
    public ExitCode exit() {
        return exit;
    }
}
