package dev.factotum.problem;

/** Codes of the family E-APPROVE: approvals. */
public enum ApproveCode implements Code {
    CONFLICT(
            "01",
            "Two gestures on one plan contradict each other.",
            "Leave one of them and clear the other.",
            ExitCode.USAGE),
    CHANGED(
            "02",
            "This is no longer what was approved.",
            "Run agent approve: it shows the plan as it stands now, and approves that.",
            ExitCode.FAILED);

    private final String id;
    private final String meaning;
    private final String remedy;
    private final ExitCode exit;

    ApproveCode(String number, String meaning, String remedy, ExitCode exit) {
        this.id = "E-APPROVE-" + number;
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
