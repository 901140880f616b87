package dev.factotum.cli;

import dev.factotum.config.Risk;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** What a person must have seen before a command lets it run. */
final class HighRisk {
    private HighRisk() {}

    /**
     * High risk is shown and, at a terminal, asked about once; naming a matter where nobody can be asked is enough.
     *
     * @param named whether the person named the matters
     * @param yes whether they said beforehand that nothing is to be asked
     */
    static boolean agreed(Session session, List<Matter> take, boolean named, boolean yes) throws IOException {
        List<Matter> high = take.stream()
                .filter(matter -> matter.assessment()
                        .filter(a -> a.risk() == Risk.HIGH && !a.run().isEmpty())
                        .isPresent())
                .toList();
        if (high.isEmpty() || session.out().json() && named) {
            return true;
        }
        PlanView view = new PlanView(session.out().width());
        for (Matter matter : session.out().json() ? List.<Matter>of() : high) {
            Stream.of(view.head(matter), view.look(matter), view.line(matter))
                    .flatMap(List::stream)
                    .forEach(session.out()::print);
            session.out().print("");
        }
        if (yes || named && !session.interactive()) {
            return true;
        }
        String question = take.size() == 1
                ? "This is high risk. Approve it?"
                : high.size() + " of " + take.size() + " are high risk. Approve all?";
        return Confirm.ask(session, question, "Add --yes.");
    }
}
