package dev.factotum.problem;

/** Codes of the family E-PLAN: the text of a plan. */
public enum PlanCode implements Code {
    UNREADABLE(
            "01",
            "The file is not a readable plan.",
            "Mend the file as the callout says, then approve again.",
            ExitCode.USAGE),
    PROPERTIES(
            "02",
            "The properties at the top of the file do not parse.",
            "Mend the named line between the two ---.",
            ExitCode.USAGE),
    LINE("03", "A line of a step is not key: value.", "Write a key and a colon, or start it with //.", ExitCode.USAGE),
    REPEATED("04", "A step says one thing twice.", "Take one of the two out.", ExitCode.USAGE),
    NO_SKILL("05", "A step does not say what to do.", "Add a line such as skill: email.reply.", ExitCode.USAGE),
    KEY_VALUE("06", "A key of a step has a value it cannot have.", "Write one of the values named.", ExitCode.USAGE),
    ID("07", "Two steps have one id, or a step has two.", "Give each step an id of its own.", ExitCode.USAGE),
    MARK("08", "A box above a step holds a sign that means nothing.", "Use [ ], [x], [-] or [!].", ExitCode.USAGE),
    FENCE("09", "A fence is not closed, or belongs to no step.", "Close it, or put it below its step.", ExitCode.USAGE),
    HIDDEN("10", "A step stands where it cannot count.", "Move it to the start of a line of its own.", ExitCode.USAGE),
    DATA("11", "A yaml fence cannot be read.", "Mend the named line.", ExitCode.USAGE),
    UNKNOWN_TOOL("20", "A step names a tool that does not exist.", "Check the spelling of skill.", ExitCode.USAGE),
    ARGUMENT(
            "21",
            "An argument of a step has a value its tool does not take.",
            "Change the named line.",
            ExitCode.USAGE),
    MISSING("22", "A step lacks an argument its tool needs.", "Add it to the step.", ExitCode.USAGE),
    UNKNOWN_ARGUMENT("23", "A step has an argument its tool does not know.", "Check the spelling.", ExitCode.USAGE),
    REFERENCE(
            "24",
            "A step uses something that is not there.",
            "Name the step in needs, or write the value.",
            ExitCode.USAGE),
    NEEDS("25", "A step needs another that cannot come first.", "Name an earlier step of this plan.", ExitCode.USAGE),
    DATE("26", "A date cannot be read.", "Write it as 2026-11-24 09:00.", ExitCode.USAGE),
    ACCOUNT(
            "27",
            "A step names an account that does not exist.",
            "Use one of agent.yaml, or leave it out.",
            ExitCode.USAGE),
    ATTACHMENT(
            "28", "A file to attach is not in the vault.", "Check the path; it starts at the vault.", ExitCode.USAGE);

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
