package dev.factotum.problem;

/** Codes of the family E-COMMAND: the command itself, before and after its work. */
public enum CommandCode implements Code {
    USAGE("01", "The command line was not understood.", "See agent COMMAND --help for what it takes.", ExitCode.USAGE),
    FAULT(
            "02",
            "A fault of ours stopped the command.",
            "Run it again; what was half done is finished or undone. If it comes back, send us what was printed.",
            ExitCode.FAULT),
    NO_OUTPUT(
            "03",
            "The output could not be written.",
            "Look at where the output goes: a full disk, most often.",
            ExitCode.DISK),
    NO_SUCH_CODE("04", "No problem has this code.", "See agent doctor --codes for all of them.", ExitCode.USAGE),
    NEEDS_INPUT(
            "05",
            "The command needs an answer and may not ask.",
            "Say it on the command line, or leave out --no-input.",
            ExitCode.USAGE),
    NO_EDITOR(
            "06", "No editor could be started.", "Set VISUAL or EDITOR to the program you write with.", ExitCode.USAGE);

    private final String id;
    private final String meaning;
    private final String remedy;
    private final ExitCode exit;

    CommandCode(String number, String meaning, String remedy, ExitCode exit) {
        this.id = "E-COMMAND-" + number;
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
