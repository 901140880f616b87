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
            ExitCode.AUTH),
    OLD_SECRET(
            "04",
            "A secret has not been changed for long, or ends soon.",
            "Make a new one where it came from, and put it in with agent secrets rotate NAME.",
            ExitCode.AUTH),
    STORE_DAMAGED(
            "05",
            "The store of secrets does not hold what it should.",
            "Restore the named file from a backup, or move it away and set the secrets anew.",
            ExitCode.AUTH),
    STORE_LOCKED(
            "06",
            "The store of secrets cannot be opened: its key or passphrase is missing or another one.",
            "Give the right passphrase in AGENT_PASSPHRASE, or put the key file back.",
            ExitCode.AUTH),
    KEYRING(
            "07",
            "The keyring of the system does not give or take a secret.",
            "Unlock it; AGENT_SECRETS=file keeps secrets in a sealed file instead, once they are set anew.",
            ExitCode.AUTH),
    UNSEALED(
            "08",
            "A kept secret lies in a file of its own in clear.",
            "agent secrets set NAME takes it into the store.",
            ExitCode.AUTH),
    CONNECT_AGAIN(
            "09",
            "A login has ended: its provider takes it no more.",
            "Connect again: agent connect NAME.",
            ExitCode.AUTH),
    NOT_LOGGED_IN(
            "10",
            "A login did not come about, or what it gave does not work.",
            "Look at the reason and try again; nothing was changed.",
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
