package dev.factotum.crew;

import dev.factotum.config.Settings;
import dev.factotum.config.Settings.AccountSettings;
import dev.factotum.config.Settings.AgentSettings;
import dev.factotum.engine.Planner.Item;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whose matter it is: the agent that the note names, else the one that handles its kind, else the front desk. */
final class Routing {
    private static final String FRONT_DESK = "front-desk";

    private Routing() {}

    /** Empty where the vault has no agents. */
    static Optional<AgentSettings> agent(Item item) {
        List<AgentSettings> agents = item.settings().agents();
        String kind = item.kind().toLowerCase(Locale.ROOT);
        return item.text()
                .properties()
                .text("agent")
                .flatMap(name -> named(agents, name))
                .or(() -> channel(item).flatMap(channel -> handling(agents, kind + "@" + channel)))
                .or(() -> handling(agents, kind))
                .or(() -> named(agents, FRONT_DESK))
                .or(() -> agents.stream().findFirst());
    }

    static Optional<AgentSettings> named(List<AgentSettings> agents, String name) {
        String wanted = name.strip().replace(' ', '-');
        return agents.stream()
                .filter(agent -> agent.name().replace(' ', '-').equalsIgnoreCase(wanted))
                .findFirst();
    }

    /** The channel a matter came by, where that is known. */
    static Optional<String> channel(Item item) {
        Settings settings = item.settings();
        return item.conversation()
                .channel()
                .or(() -> item.text().properties().text("channel"))
                .or(() -> item.account()
                        .or(() -> item.conversation().account())
                        .map(settings.accounts()::get)
                        .map(AccountSettings::channel))
                .map(channel -> channel.toLowerCase(Locale.ROOT));
    }

    private static Optional<AgentSettings> handling(List<AgentSettings> agents, String handle) {
        return agents.stream().filter(agent -> agent.handles().contains(handle)).findFirst();
    }
}
