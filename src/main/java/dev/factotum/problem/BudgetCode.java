package dev.factotum.problem;

/** Codes of the family E-BUDGET: what models may use. */
public enum BudgetCode implements Code {
    USED_UP(
            "01",
            "A budget for models is used up, so no model is asked.",
            "Wait until it starts anew, or raise it; agent report --costs shows what used it.",
            ExitCode.FAILED),
    NEARLY(
            "02",
            "Four fifths of a budget for models are used.",
            "Look at agent report --costs; raise the budget or let it end.",
            ExitCode.FAILED),
    NO_EXCHANGE(
            "03",
            "A budget is in another currency than the prices, and nobody says what one is worth in the other.",
            "Write models.exchange in agent.yaml, such as exchange: { GBP: 1.25 } for US dollars a pound.",
            ExitCode.USAGE),
    BUSY(
            "04",
            "The record of what models used was held by another process for too long.",
            "Try again; agent doctor shows who is at work.",
            ExitCode.FAILED),
    UNREADABLE(
            "05",
            "Lines of the record of what models used cannot be read, and are in no sum.",
            "Restore the file from a backup, or remove those lines.",
            ExitCode.USAGE),
    UNPRICED(
            "06",
            "Nobody knows what a model costs, so no budget of money holds for it.",
            "Write its price under models.prices in agent.yaml, or give a budget of calls or tokens.",
            ExitCode.USAGE);

    private final String id;
    private final String meaning;
    private final String remedy;
    private final ExitCode exit;

    BudgetCode(String number, String meaning, String remedy, ExitCode exit) {
        this.id = "E-BUDGET-" + number;
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
