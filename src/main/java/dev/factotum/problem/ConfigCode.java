package dev.factotum.problem;

/** Codes of the family E-CONFIG: agent.yaml and other settings. */
public enum ConfigCode implements Code {
    INVALID(
            "01",
            "A setting has a wrong value.",
            "Mend the named line; agent config validate checks it.",
            ExitCode.USAGE),
    UNREADABLE(
            "02",
            "A settings file cannot be read: its YAML, its letters or its size are wrong.",
            "Mend the named line; agent config validate checks it.",
            ExitCode.USAGE),
    UNKNOWN_KEY(
            "03",
            "A settings file has a key that nothing reads.",
            "Correct the key's name, or leave it: it is kept and changes nothing.",
            ExitCode.USAGE),
    NO_ENVIRONMENT(
            "04",
            "The environment that was asked for has no settings file.",
            "Make agent.ENV.yaml beside agent.yaml, or leave out --env and AGENT_ENV.",
            ExitCode.USAGE),
    UNKNOWN_NAME(
            "05",
            "A setting names an account, client or person that is not there.",
            "Correct the name, or add what it names.",
            ExitCode.USAGE),
    NOT_SET(
            "06",
            "A setting could not be written into agent.yaml without touching anything else.",
            "Edit agent.yaml by hand; agent config validate checks it.",
            ExitCode.USAGE),
    NO_MODEL(
            "07",
            "No model is set up.",
            "Set models.default in agent.yaml to PROVIDER/MODEL, or name one with --model.",
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
