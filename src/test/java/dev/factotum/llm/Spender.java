package dev.factotum.llm;

import dev.factotum.config.Settings;
import dev.factotum.config.SettingsFile;
import dev.factotum.vault.Vault;
import dev.factotum.world.World;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * A process that asks a model in a loop until a budget refuses. The model keeps its own bill, a line a call in a file of
 * its own; the process says each call, and at the end {@code refused}.
 */
final class Spender {
    /** What a call really costs, and the most tokens it takes. */
    static final BigDecimal COST = new BigDecimal("0.00041");

    static final ModelName MODEL = new ModelName("openai", "gpt-5-mini");

    private Spender() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        World world = World.real();
        Path root = Path.of(arguments[0]);
        Path bill = Path.of(arguments[1]);
        Vault vault = Vault.open(world, root);
        if (!(new SettingsFile(world, root).load(Optional.empty())
                instanceof SettingsFile.Loaded.Good(Settings settings, var ignored))) {
            throw new IllegalStateException("the settings are broken");
        }
        Provider provider = (model, prompt) -> {
            try {
                Files.writeString(bill, "call\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException failed) {
                throw new IllegalStateException(failed);
            }
            return new Reply.Answer("yes", List.of(), model, new TokenUse(40, 0, 0, 200, Optional.empty()), "");
        };
        Endpoints endpoints = new Endpoints() {
            @Override
            public List<Endpoint> of(ModelName model) {
                return List.of(new Endpoint(model.provider(), provider, false, ""));
            }

            @Override
            public List<ModelName> fallback() {
                return List.of();
            }
        };
        Switchboard switchboard = new Switchboard(vault, () -> settings, endpoints, warning -> {});
        System.out.println("ready");
        System.out.flush();
        System.in.read();
        for (int i = 0; i < 100_000; i++) {
            Prompt prompt = new Prompt(
                    Purpose.WRITE,
                    new Prompt.Payer("x", Optional.empty(), Optional.empty()),
                    "Be brief.",
                    List.of(new Prompt.Turn.User("again")),
                    Optional.empty(),
                    List.of(),
                    200,
                    Optional.empty());
            switch (switchboard.ask(List.of(MODEL), prompt)) {
                case Model.Outcome.Answered answered -> System.out.println("called");
                case Model.Outcome.Unanswered nobody -> System.out.println("nobody " + nobody.tried());
                case Model.Outcome.OverBudget over -> {
                    System.out.println("refused " + over.problem().oneLine());
                    System.out.flush();
                    System.exit(0);
                }
            }
            System.out.flush();
        }
        System.exit(1);
    }
}
