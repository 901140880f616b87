package dev.factotum.problem;

/** Codes of the family E-AUTH: logins and secrets. */
public enum AuthCode implements Code {
    NO_SECRET(
            "01", "A secret that the settings name cannot be read.", "Set it, or change the reference.", ExitCode.AUTH),
    PLAIN_SECRET(
            "02",
            "A settings file holds a secret in clear.",
            "Write a reference instead (secret:, env:, file: or cmd:) and change the secret at its provider.",
            ExitCode.USAGE),
    OPEN_SECRET(
            "03",
            "Others on this machine can read a file that holds a secret.",
            "Make it readable by its owner alone: chmod 600.",
            ExitCode.AUTH);

    private final String id;
    private final String meaning;
    private final String remedy;
    private final ExitCode exit;

    AuthCode(String number, String meaning, String remedy, ExitCode exit) {
        this.id = "E-AUTH-" + number;
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
