package dev.factotum.problem;

/** Codes of the family E-ITEM: what was dropped in an intake folder. */
public enum ItemCode implements Code {
    DUPLICATE(
            "01",
            "The same bytes or the same message came in before.",
            "Nothing to do; the first one is linked.",
            ExitCode.DONE),
    RULE_INVALID(
            "02",
            "A file of Rules/ cannot be used as a rule; the other rules work on.",
            "Mend the named line; agent doctor reads all rules again.",
            ExitCode.USAGE),
    RULE_DEAD(
            "03",
            "A rule can never fire: another always comes first, or its conditions exclude each other.",
            "Change its conditions or its priority.",
            ExitCode.USAGE),
    NOT_TAKEN(
            "04",
            "What was dropped could not be taken in now; it stands where it was put.",
            "Do what the reason says; the next pass tries again.",
            ExitCode.DISK),
    TOO_LARGE(
            "05",
            "A dropped file is larger than a matter may be.",
            "Keep it elsewhere in the vault and drop a note that names it.",
            ExitCode.USAGE),
    NO_SUCH_CLIENT(
            "06",
            "A client was named that the vault does not know.",
            "Make a folder for the client under Clients/, or leave the name out.",
            ExitCode.USAGE),
    FOLDER(
            "07",
            "A folder stands in an intake folder; only files are taken in.",
            "Move the files themselves into Inbox/.",
            ExitCode.DONE),
    TWICE("08", "Two files carry one id.", "Keep one of them, or remove the id property of the other.", ExitCode.DONE),
    YOUR_EDIT(
            "09",
            "An editor saved a note when the agent had already moved it on; your words stand in a note of their own.",
            "Take over what you need, then delete the note named (your edit).",
            ExitCode.DONE),
    RECORD(
            "10",
            "The record of a finished matter stands in an open folder; nothing of it runs.",
            "Move it back; or, to run it again as new, delete its id line and untick the steps.",
            ExitCode.DONE),
    NOT_ASKED(
            "11",
            "A source could not be asked for news.",
            "Nothing is lost: it is asked again later. See what it says.",
            ExitCode.PROVIDER);

    private final String id;
    private final String meaning;
    private final String remedy;
    private final ExitCode exit;

    ItemCode(String number, String meaning, String remedy, ExitCode exit) {
        this.id = "E-ITEM-" + number;
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
