package dev.factotum.crew;

import dev.factotum.config.Settings;
import dev.factotum.config.Settings.AgentSettings;
import dev.factotum.problem.ConfigCode;
import dev.factotum.problem.Problem;
import dev.factotum.tool.Tool;
import dev.factotum.tool.Toolbox;
import dev.factotum.vault.Vault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who works here: the agents of a vault with what they may do, and what is odd about them. */
public final class Roster {
    private final Settings settings;
    private final Toolbox toolbox;
    private final Pages pages;

    public Roster(Vault vault, Settings settings, Toolbox toolbox) {
        this.settings = settings;
        this.toolbox = toolbox;
        this.pages = new Pages(vault.world().disk(), vault.root());
    }

    /**
     * One agent.
     *
     * @param instructions the body of its note
     * @param tools the ids of the tools it may plan with
     * @param reach what makes it dangerous: which of private data, foreign words and a way out it has
     */
    public record Member(AgentSettings settings, String instructions, List<String> tools, List<String> reach) {
        public Member {
            tools = List.copyOf(tools);
            reach = List.copyOf(reach);
        }
    }

    public List<Member> members() {
        return settings.agents().stream().map(this::member).toList();
    }

    /** The agent of this name, however it is written. */
    public Optional<Member> member(String name) {
        return Routing.named(settings.agents(), name).map(this::member);
    }

    private Member member(AgentSettings agent) {
        List<Tool> tools = Briefing.allowed(toolbox, Optional.of(agent));
        List<String> reach = new ArrayList<>();
        reach.add("private data");
        if (!agent.handles().isEmpty()) {
            reach.add("foreign words");
        }
        if (tools.stream().anyMatch(Tool::outward)) {
            reach.add("a way out");
        }
        return new Member(
                agent,
                pages.body(file(agent)),
                tools.stream().map(tool -> tool.id().value()).toList(),
                reach);
    }

    private static String file(AgentSettings agent) {
        return "Agents/" + agent.name() + ".md";
    }

    /** What is odd: two of one name, a skill that nothing offers, a handle that two claim, an agent without instructions. */
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        Map<String, String> owners = new HashMap<>();
        for (AgentSettings agent : settings.agents()) {
            Routing.named(settings.agents(), agent.name())
                    .filter(first -> !first.equals(agent))
                    .ifPresent(first -> problems.add(odd(
                            agent,
                            "its name is read as that of " + first.name() + ", which comes first, so it gets no work",
                            "Rename one of the two: case, spaces and hyphens tell no names apart.")));
            for (String glob : agent.skills()) {
                boolean known = Briefing.allowed(toolbox, Optional.of(agent)).stream()
                        .anyMatch(tool -> Briefing.covers(glob, tool.id().value()));
                if (!known) {
                    problems.add(odd(
                            agent,
                            "nothing here offers the skill `" + glob + "`",
                            "Take it out, or connect what offers it."));
                }
            }
            for (String handle : agent.handles()) {
                String other = owners.putIfAbsent(handle, agent.name());
                if (other != null) {
                    problems.add(odd(
                            agent,
                            "`" + handle + "` is handled by " + other + " already, which comes first",
                            "Let one of the two handle it."));
                }
            }
            if (pages.body(file(agent)).isBlank()) {
                problems.add(odd(agent, "it has no instructions", "Write below its properties what it does and how."));
            }
        }
        return problems;
    }

    private static Problem odd(AgentSettings agent, String why, String next) {
        return new Problem(ConfigCode.UNKNOWN_NAME, "Something about an agent is odd", file(agent), why, next);
    }
}
