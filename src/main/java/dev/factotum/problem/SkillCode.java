package dev.factotum.problem;

/** Codes of the family E-SKILL: tools and skills. */
public enum SkillCode implements Code {
    UNKNOWN("01", "No tool has this id.", "See the names in agent doctor; check the spelling.", ExitCode.USAGE);

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
