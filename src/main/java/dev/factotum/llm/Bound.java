package dev.factotum.llm;

import dev.factotum.config.BudgetSettings.Limit;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/**
 * One budget that holds for a call.
 *
 * @param key tells it from the others
 * @param whose what it bounds, as in "the budget of the agent x for a day"
 * @param where the file and the key it is written under
 * @param settled what calls that are over used of it
 * @param set what calls under way may use of it
 * @param period the day or the month it is for; empty where it never starts anew
 * @param anew when it starts anew
 */
record Bound(
        String key,
        String whose,
        String where,
        List<Limit> limits,
        Usage settled,
        Usage set,
        String period,
        Optional<ZonedDateTime> anew) {
    /** As if nothing were under way. */
    Bound withoutSet() {
        return new Bound(key, whose, where, limits, settled, Usage.NONE, period, anew);
    }
}
