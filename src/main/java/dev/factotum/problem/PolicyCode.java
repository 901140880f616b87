package dev.factotum.problem;

/** Codes of the family E-POLICY: refusals by policy. */
public enum PolicyCode implements Code {
    REFUSED("01", "A policy rule refuses this step.", "Change the step or the named rule.", ExitCode.FAILED);

    private final String id;
    private final String meaning;
    private final String remedy;
    private final ExitCode exit;

    PolicyCode(String number, String meaning, String remedy, ExitCode exit) {
        this.id = "E-POLICY-" + number;
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
