package dev.factotum.job;

import dev.factotum.config.Settings;
import dev.factotum.config.Settings.AgentSettings;
import dev.factotum.llm.Endpoint;
import dev.factotum.llm.Endpoints;
import dev.factotum.llm.Model;
import dev.factotum.llm.ModelName;
import dev.factotum.llm.Prompt;
import dev.factotum.llm.Reply;
import dev.factotum.llm.Switchboard;
import dev.factotum.llm.TokenUse;
import dev.factotum.vault.Vault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A provider that answers as told and counts what it was asked, with the program's own policy over it. Thread-safe. */
final class PaidModel implements Thinker {
    private static final ModelName MODEL = new ModelName("stub", "model");

    private final Function<Prompt, String> script;
    private final List<Prompt> paid = new ArrayList<>();

    PaidModel(Function<Prompt, String> script) {
        this.script = script;
    }

    /** What was answered and is to be paid, in order. */
    List<Prompt> paid() {
        synchronized (paid) {
            return List.copyOf(paid);
        }
    }

    void forget() {
        synchronized (paid) {
            paid.clear();
        }
    }

    private Reply answer(Prompt prompt) {
        synchronized (paid) {
            paid.add(prompt);
        }
        return new Reply.Answer(
                script.apply(prompt), List.of(), MODEL.model(), new TokenUse(10, 0, 0, 10, Optional.empty()), "r");
    }

    @Override
    public Model model(Vault vault, Settings settings) {
        Endpoint endpoint = new Endpoint("stub", (model, prompt) -> answer(prompt), true, "m");
        Endpoints endpoints = new Endpoints() {
            @Override
            public List<Endpoint> of(ModelName model) {
                return List.of(endpoint);
            }

            @Override
            public List<ModelName> fallback() {
                return List.of();
            }
        };
        return new Switchboard(vault, () -> settings, endpoints, problem -> {});
    }

    @Override
    public List<ModelName> planning(Optional<AgentSettings> agent) {
        return List.of(MODEL);
    }

    @Override
    public List<ModelName> reading(Optional<AgentSettings> agent) {
        return List.of(MODEL);
    }
}
