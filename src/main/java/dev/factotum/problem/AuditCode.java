package dev.factotum.problem;

/** Codes of the family E-AUDIT: the audit log. */
public enum AuditCode implements Code {
    BROKEN(
            "01",
            "The audit log was altered.",
            "See agent log verify; a person accepts the present state with agent log accept.",
            ExitCode.INTEGRITY),
    BUSY(
            "02",
            "Another process kept the audit log to itself for too long.",
            "Try again; if it stays so, see agent status for what else runs on this vault.",
            ExitCode.FAILED),
    NO_HEAD(
            "03",
            "No head of the audit log is kept outside the vault, so a cut end would not be seen.",
            "If this is a new machine or a restored vault, agent log accept sets it anew.",
            ExitCode.INTEGRITY);

    private final String id;
    private final String meaning;
    private final String remedy;
    private final ExitCode exit;

    AuditCode(String number, String meaning, String remedy, ExitCode exit) {
        this.id = "E-AUDIT-" + number;
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
