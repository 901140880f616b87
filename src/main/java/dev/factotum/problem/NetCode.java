package dev.factotum.problem;

/** Codes of the family E-NET: what is told to people and programs elsewhere. */
public enum NetCode implements Code {
    NOTICES_STOPPED(
            "01",
            "Nothing is sent to a target any more, for it refused for good.",
            "Mend its setting or its secret: then it is tried again, and nothing that still waits is lost.",
            ExitCode.PROVIDER),
    NOTICE_NOT_SENT(
            "02",
            "A notice could not be sent yet.",
            "It is tried again by itself, later each time.",
            ExitCode.PROVIDER),
    WEBHOOK_STOPPED(
            "03",
            "Nothing is sent to a webhook any more.",
            "Mend its url or key in agent.yaml; what happened since is sent then.",
            ExitCode.PROVIDER),
    WEBHOOK_LATE(
            "04",
            "Events wait for a webhook that does not take them.",
            "They are sent again by themselves, for three days each; see that its receiver answers with 2xx.",
            ExitCode.PROVIDER);

    private final String id;
    private final String meaning;
    private final String remedy;
    private final ExitCode exit;

    NetCode(String number, String meaning, String remedy, ExitCode exit) {
        this.id = "E-NET-" + number;
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
