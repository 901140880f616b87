package dev.factotum.problem;

/** Codes of the family E-AUDIT: the audit log. */
public enum AuditCode implements Code {
    BROKEN(
            "01",
            "The audit log was altered.",
            "See agent log verify; a person accepts the present state with agent log accept.",
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
