package dev.factotum.problem;

/** Codes of the family E-VAULT: the vault as a whole. */
public enum VaultCode implements Code {
    NOT_A_VAULT(
            "01",
            "No vault was found at or above this folder.",
            "Run agent init here, or name a vault with --vault DIR.",
            ExitCode.USAGE),
    NOT_EXECUTOR(
            "02",
            "Another machine runs the steps of this vault.",
            "Run it there, or take over with agent config set executor this.",
            ExitCode.NOT_EXECUTOR),
    NO_SUCH_MATTER(
            "03",
            "No matter has this id, name or number.",
            "See agent status for the matters there are.",
            ExitCode.USAGE),
    AMBIGUOUS_NAME("04", "Several matters fit what was typed.", "Give more of the title, or the id.", ExitCode.USAGE),
    LEDGER_DAMAGED(
            "05",
            "The record of what was done in a matter cannot be read.",
            "Restore the named file from a backup; nothing runs in this matter until then.",
            ExitCode.INTEGRITY),
    UNREADABLE(
            "06",
            "A file of the vault's hidden folder does not hold what it should.",
            "Restore the named file from a backup.",
            ExitCode.USAGE),
    NEWER("07", "The vault was made by a newer version.", "Install that version or a later one.", ExitCode.USAGE),
    BUSY("08", "Another process is doing this at this moment.", "Try again when it is done.", ExitCode.FAILED),
    PAUSED(
            "09",
            "The agent is paused: nothing outward starts.",
            "agent resume, or delete PAUSE.md, lets it go on.",
            ExitCode.DONE),
    LEFT_LYING(
            "10",
            "A file has stood in an open folder for ten minutes and was not taken up.",
            "Start agent watch, or run agent run; agent doctor looks for trouble.",
            ExitCode.USAGE),
    INSIDE_ANOTHER(
            "11", "A vault cannot stand inside another.", "Name another folder: agent init DIR.", ExitCode.USAGE),
    FOLDER_GONE(
            "12",
            "A pipeline folder is not there, but matters stood in it; they are not taken for deleted.",
            "Put the folder back, or make an empty one of that name if the matters may go.",
            ExitCode.DISK),
    NO_STATE(
            "13",
            "The folder outside the vault, for what this machine must remember of it, cannot be written.",
            "Make it writable, or name another one in the variable AGENT_STATE, then run the command again.",
            ExitCode.DISK),
    TAKING_OVER(
            "14",
            "This machine is taking over the steps of this vault, and waits until the other one has surely stopped.",
            "Wait; agent status says when work begins.",
            ExitCode.NOT_EXECUTOR),
    CLAIM_LOST(
            "15",
            "This process stood still for so long that another one went on with its work.",
            "Run again; nothing was done twice.",
            ExitCode.FAILED),
    CLOCK_AHEAD(
            "16",
            "The clock is more than a month ahead of the last round here; nothing was done.",
            "Look at the date of this machine. If it is right, run the command again: it goes on from there.",
            ExitCode.USAGE),
    CLOCK_LEAPT(
            "17",
            "The clock was set by more than an hour while the program worked; it began nothing further.",
            "Look at the date of this machine. agent watch goes on by itself in a minute; agent run, when you run it again.",
            ExitCode.USAGE);

    private final String id;
    private final String meaning;
    private final String remedy;
    private final ExitCode exit;

    VaultCode(String number, String meaning, String remedy, ExitCode exit) {
        this.id = "E-VAULT-" + number;
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
