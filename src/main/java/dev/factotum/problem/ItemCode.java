package dev.factotum.problem;

/** Codes of the family E-ITEM: what was dropped in an intake folder. */
public enum ItemCode implements Code {
    DUPLICATE(
            "01",
            "The same bytes or the same message came in before.",
            "Nothing to do; the first one is linked.",
            ExitCode.DONE),
    TWICE("02", "Two files carry one id.", "Keep one of them, or remove the id property of the other.", ExitCode.USAGE);

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
