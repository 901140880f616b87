package dev.factotum.problem;

/** Codes of the family E-MODEL: models that were asked and did not answer. */
public enum ModelCode implements Code {
    NO_ANSWER(
            "01",
            "A model does not answer at present.",
            "Try again later; agent doctor --online asks each model once.",
            ExitCode.PROVIDER),
    KEY_REFUSED(
            "02", "A provider does not take the key.", "Make a new key there and put it in its place.", ExitCode.AUTH),
    BILLING(
            "03",
            "A provider wants to be paid before it answers.",
            "Look at credits, plan and spend cap on its page.",
            ExitCode.PROVIDER),
    INVALID(
            "04",
            "A provider does not know this model, or cannot be asked like this.",
            "Correct the model's name or its provider's settings.",
            ExitCode.USAGE),
    NOT_ALLOWED(
            "05",
            "A key may not use this model, or the program may not go there.",
            "Give the key that right, or name another model.",
            ExitCode.AUTH),
    RATE_LIMITED(
            "06", "A provider takes no more calls for a while.", "Wait, or ask it for more room.", ExitCode.PROVIDER),
    UNUSABLE(
            "07",
            "A model answers, and not with what was asked.",
            "Name another model, or set json and max_tokens of its provider.",
            ExitCode.PROVIDER);

    private final String id;
    private final String meaning;
    private final String remedy;
    private final ExitCode exit;

    ModelCode(String number, String meaning, String remedy, ExitCode exit) {
        this.id = "E-MODEL-" + number;
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
