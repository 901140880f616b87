package dev.factotum.engine;

import dev.factotum.audit.AuditEvent;
import dev.factotum.audit.AuditLog;
import dev.factotum.config.Settings;
import dev.factotum.tool.Toolbox;
import dev.factotum.vault.Vault;
import dev.factotum.world.LeapGuard;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What the engine is made of.
 *
 * @param settings asked anew for every matter, so that changes take effect while watching
 * @param planners in the order they are asked
 * @param contacts keeps an address that a person wants remembered
 * @param learning hears how matters end
 * @param interrupted true once the program was asked to end: nothing further is started
 * @param leaps says whether the wall clock is to be trusted: nothing further is started by one that leapt
 * @param listener hears of every event after it is recorded; called from many threads
 */
public record EngineParts(
        Vault vault,
        Supplier<Settings> settings,
        Toolbox toolbox,
        AuditLog audit,
        List<Planner> planners,
        Adopter adopter,
        ContactKeeper contacts,
        Learning learning,
        BooleanSupplier interrupted,
        LeapGuard leaps,
        Consumer<AuditEvent> listener) {
    public EngineParts {
        planners = List.copyOf(planners);
    }
}
