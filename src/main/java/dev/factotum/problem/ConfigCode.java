package dev.factotum.problem;

/** Codes of the family E-CONFIG: agent.yaml and other settings. */
public enum ConfigCode implements Code {
    INVALID(
            "01",
            "A setting has a wrong value.",
            "Mend the named line; agent config validate checks it.",
            ExitCode.USAGE);

    private final String id;
    private final String meaning;
    private final String remedy;
    private final ExitCode exit;

    ConfigCode(String number, String meaning, String remedy, ExitCode exit) {
        this.id = "E-CONFIG-" + number;
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
