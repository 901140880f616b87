package dev.factotum.cli;

import dev.factotum.config.Settings;
import dev.factotum.config.SettingsFile;
import dev.factotum.config.SpendSettings;
import dev.factotum.llm.Costs;
import dev.factotum.llm.ModelName;
import dev.factotum.llm.Prices;
import dev.factotum.llm.WhatIf;
import dev.factotum.problem.BudgetCode;
import dev.factotum.problem.ExitCode;
import dev.factotum.problem.Problem;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "report",
        description = "Tell what models cost, by agent, client, model and purpose.",
        footer = {
            "",
            "--what-if takes agents=100 and, parted by commas, calls=2.5 (of one agent in a cycle), cycle=5m,",
            "in=50 and out=100 (tokens of a call)."
        })
final class Report extends AgentCommand {
    private static final int MOST_AGENTS = 1_000_000;

    @Option(names = "--costs", description = "What models cost today, this week, this month, and to its end.")
    private boolean costs;

    @Option(names = "--what-if", paramLabel = "agents=N", description = "How much so many agents would ask and cost.")
    private @Nullable String whatIf;

    @Option(names = "--model", paramLabel = "PROVIDER/MODEL", description = "Reckon --what-if with this model's price.")
    private List<String> models = List.of();

    @Override
    protected ExitCode run(Session session) throws IOException {
        if (!costs) {
            throw usage("Say which report: --costs.");
        }
        Optional<WhatIf> supposed = Optional.ofNullable(whatIf).map(this::supposed);
        List<ModelName> asked = models.stream().map(this::model).toList();
        Vault vault = session.vault();
        Costs read = Costs.read(vault, Zone.of(session, vault));
        SpendSettings spend = spend(session, vault);
        CostsText.Supposed with = new CostsText.Supposed(supposed, priced(asked, read, spend), spend);
        if (session.out().json()) {
            session.out().print(new CostsJson(session.out()).of(read, with));
        } else {
            new CostsText(session.out()).print(read, with);
        }
        read.unreadable()
                .forEach((file, lines) -> session.out()
                        .problem(new Problem(
                                BudgetCode.UNREADABLE,
                                BudgetCode.UNREADABLE.meaning(),
                                ".agent/usage/" + file,
                                lines + (lines == 1 ? " line is" : " lines are") + " none of ours",
                                BudgetCode.UNREADABLE.remedy())));
        return ExitCode.DONE;
    }

    private static SpendSettings spend(Session session, Vault vault) throws IOException {
        return switch (new SettingsFile(vault.world(), vault.root()).load(session.environment())) {
            case SettingsFile.Loaded.Good(Settings settings, List<Problem> ignored) -> settings.spend();
            case SettingsFile.Loaded.Bad broken -> SpendSettings.NONE;
        };
    }

    /** The models that were named, or those that were asked this month, or else the cheapest there are. */
    private static List<CostsText.Priced> priced(List<ModelName> asked, Costs read, SpendSettings spend) {
        Prices prices = new Prices(spend.prices());
        List<ModelName> wanted = new ArrayList<>(asked);
        if (wanted.isEmpty()) {
            read.by(Costs.By.MODEL)
                    .keySet()
                    .forEach(name -> ModelName.parse(name).ifPresent(wanted::add));
        }
        if (wanted.isEmpty()) {
            wanted.addAll(Prices.cheapest(5));
        }
        return wanted.stream()
                .map(model -> new CostsText.Priced(model, prices.of(model, read.today(), false)))
                .toList();
    }

    private ModelName model(String typed) {
        return ModelName.parse(typed).orElseThrow(() -> usage("--model takes provider/model, not " + typed + "."));
    }

    private WhatIf supposed(String typed) {
        WhatIf supposed = WhatIf.of(1);
        boolean agents = false;
        for (String part : typed.split(",", -1)) {
            String[] pair = part.strip().split("=", 2);
            if (pair.length != 2) {
                throw wrong(typed);
            }
            try {
                agents |= pair[0].equals("agents");
                supposed = with(supposed, pair[0], pair[1].strip(), typed);
            } catch (IllegalArgumentException | ArithmeticException none) {
                throw wrong(typed);
            }
        }
        if (!agents) {
            throw wrong(typed);
        }
        return supposed;
    }

    private WhatIf with(WhatIf base, String name, String value, String typed) {
        return switch (name) {
            case "agents" -> new WhatIf(bounded(value), base.calls(), base.cycle(), base.in(), base.out());
            case "calls" -> new WhatIf(base.agents(), small(value), base.cycle(), base.in(), base.out());
            case "cycle" -> new WhatIf(base.agents(), base.calls(), cycle(value), base.in(), base.out());
            case "in" -> new WhatIf(base.agents(), base.calls(), base.cycle(), bounded(value), base.out());
            case "out" -> new WhatIf(base.agents(), base.calls(), base.cycle(), base.in(), bounded(value));
            default -> throw wrong(typed);
        };
    }

    private static int bounded(String value) {
        int number = Integer.parseInt(value);
        if (number > MOST_AGENTS) {
            throw new IllegalArgumentException(value);
        }
        return number;
    }

    private static BigDecimal small(String value) {
        if (!value.matches("[0-9]{1,6}(\\.[0-9]{1,6})?")) {
            throw new IllegalArgumentException(value);
        }
        return new BigDecimal(value);
    }

    private static Duration cycle(String value) {
        if (!value.matches("[0-9]{1,5}[smh]")) {
            throw new IllegalArgumentException(value);
        }
        return Duration.parse("PT" + value.toUpperCase(java.util.Locale.ROOT));
    }

    private picocli.CommandLine.ParameterException wrong(String typed) {
        return usage("--what-if takes agents=100, or agents=100,calls=2.5,cycle=5m,in=50,out=100; not " + typed + ".");
    }
}
