package dev.factotum.engine;

/** How a person said what they want. */
public enum Gesture {
    MOVE("moved in the folder"),
    TICK("ticked in the note"),
    PROPERTY("ticked in the tray view"),
    COMMAND("on the command line"),
    REVIEW("in agent review"),
    TELEGRAM("in Telegram"),
    MAIL("by mail");

    private final String words;

    Gesture(String words) {
        this.words = words;
    }

    /** Made from afar, in sight of a few lines: never enough for high risk. */
    boolean afar() {
        return this == TELEGRAM || this == MAIL;
    }

    /** As it reads in a callout. */
    public String words() {
        return words;
    }

    /** As it stands in ledgers, in the audit log and in {@code approval.people}. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
