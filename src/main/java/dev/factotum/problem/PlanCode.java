package dev.factotum.problem;

/** Codes of the family E-PLAN: the text of a plan. */
public enum PlanCode implements Code {
    UNREADABLE(
            "01",
            "The file is not a readable plan.",
            "Mend the file as the callout says, then approve again.",
            ExitCode.USAGE);

    private final String id;
    private final String meaning;
    private final String remedy;
    private final ExitCode exit;

    PlanCode(String number, String meaning, String remedy, ExitCode exit) {
        this.id = "E-PLAN-" + number;
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
