package dev.factotum.plan;

import java.util.List;

/**
 * A plan before it is text.
 *
 * @param title for a matter that has none of its own; escaped by the printer
 * @param steps ids are filled in where missing
 * @param why shown under Why; escaped by the printer
 */
public record Draft(String title, List<Step> steps, String why) {
    public Draft {
        steps = List.copyOf(steps);
    }
}
