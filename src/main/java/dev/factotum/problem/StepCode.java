package dev.factotum.problem;

/** Codes of the family E-STEP: the run of a step. */
public enum StepCode implements Code {
    FAILED("01", "A step failed.", "Read the callout in the plan, mend it and approve again.", ExitCode.FAILED),
    FAULT("02", "A fault of ours stopped a matter.", "Run again; if it stays, report it.", ExitCode.FAULT),
    NO_QUESTION(
            "03",
            "Nobody asks whether this step arrived.",
            "See agent show for the steps and what came of them.",
            ExitCode.USAGE),
    NOTHING_TO_UNDO(
            "04",
            "There is nothing that could be taken back.",
            "See agent show for what was done; what went out to people stays out.",
            ExitCode.USAGE);

    private final String id;
    private final String meaning;
    private final String remedy;
    private final ExitCode exit;

    StepCode(String number, String meaning, String remedy, ExitCode exit) {
        this.id = "E-STEP-" + number;
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
