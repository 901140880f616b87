package dev.factotum.problem;

/** Codes of the family E-NET: platforms and the way to them. */
public enum NetCode implements Code {
    AWAY(
            "01",
            "A platform cannot be reached, or gives no usable answer.",
            "Nothing is lost: what is approved waits and is tried again by itself.",
            ExitCode.PROVIDER),
    LIMITED(
            "02",
            "A platform takes no more calls for now.",
            "What is approved waits until then and goes on by itself.",
            ExitCode.PROVIDER),
    UNPAID(
            "03",
            "A platform wants money, or its plan allows no more.",
            "Pay or wait there; then say agent connect NAME, which tries the account anew.",
            ExitCode.PROVIDER),
    NO_LOGIN(
            "04",
            "A platform does not take an account's login.",
            "Say agent connect NAME to log in again.",
            ExitCode.AUTH),
    NOT_LIVE(
            "05",
            "An account is set to live whose channel this version cannot connect.",
            "Set its mode to sandbox; what is planned for it is then simulated.",
            ExitCode.USAGE),
    NOTICES_STOPPED(
            "06",
            "Nothing is sent to a target any more, for it refused for good.",
            "Mend its setting or its secret: then it is tried again, and nothing that still waits is lost.",
            ExitCode.PROVIDER),
    NOTICE_NOT_SENT(
            "07",
            "A notice could not be sent yet.",
            "It is tried again by itself, later each time.",
            ExitCode.PROVIDER),
    WEBHOOK_STOPPED(
            "08",
            "Nothing is sent to a webhook any more.",
            "Mend its url or key in agent.yaml; what happened since is sent then.",
            ExitCode.PROVIDER),
    WEBHOOK_LATE(
            "09",
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
