package dev.factotum.problem;

/** Codes of the family E-SKILL: tools and skills. */
public enum SkillCode implements Code {
    UNKNOWN("01", "No tool has this id.", "See the names in agent doctor; check the spelling.", ExitCode.USAGE),
    UNTRUSTED(
            "02",
            "A skill is there that nobody has trusted on this machine.",
            "Look at it with agent skills show NAME, then say agent skills trust NAME.",
            ExitCode.USAGE),
    CHANGED(
            "03",
            "A file of a skill changed after the skill was trusted; it does not run until it is trusted again.",
            "Look at what changed, then say agent skills trust NAME.",
            ExitCode.USAGE),
    UNREADABLE(
            "04",
            "A skill folder cannot be used as it is.",
            "Correct what is named; agent skills show NAME says more.",
            ExitCode.USAGE),
    ODD(
            "05",
            "Something in a skill is not as it should be, and it works all the same.",
            "Correct it when you can.",
            ExitCode.USAGE),
    FAILED("06", "A skill was tried and failed.", "Read what it said; mend it and try again.", ExitCode.FAILED),
    TAKEN("07", "There is something of this name already.", "Choose another name.", ExitCode.USAGE);

    private final String id;
    private final String meaning;
    private final String remedy;
    private final ExitCode exit;

    SkillCode(String number, String meaning, String remedy, ExitCode exit) {
        this.id = "E-SKILL-" + number;
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
