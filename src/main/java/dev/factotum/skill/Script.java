package dev.factotum.skill;

import dev.factotum.config.Risk;
import dev.factotum.tool.Effect;
import dev.factotum.tool.Schema;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How a skill's script is run and what it promises.
 *
 * @param command words, the first a program of the system or a file of the folder
 * @param effect what may be done when nobody knows whether it worked
 * @param outward true where it shows outside the vault
 * @param timeout after which it is killed
 * @param secrets references by the variable they come in; nothing else of the environment is passed on
 * @param network true where it may reach the network
 */
public record Script(
        List<String> command,
        Schema arguments,
        Schema outputs,
        Effect effect,
        Risk risk,
        boolean outward,
        Duration timeout,
        Map<String, String> secrets,
        boolean network) {
    public Script {
        command = List.copyOf(command);
        secrets = Map.copyOf(secrets);
    }
}
