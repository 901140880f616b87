package dev.factotum.cli;

import dev.factotum.engine.Items;
import dev.factotum.engine.Planner;
import dev.factotum.rule.RuleBook;
import dev.factotum.vault.MatterId;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What each rule says to a matter as it stands now. */
final class Rules {
    private final Workplace workplace;
    private final RuleBook book;

    Rules(Workplace workplace) {
        this.workplace = workplace;
        this.book = new RuleBook(
                workplace.vault().world().disk(),
                workplace.vault().root().resolve("Rules"),
                workplace.parts().toolbox());
    }

    /** Empty where rules were not asked: the plan is a person's, or the matter was not taken in yet. */
    List<RuleBook.Explanation> of(Matter matter) throws IOException {
        Optional<MatterId> id = matter.seen().id();
        String planner = matter.planner().orElse("person");
        if (id.isEmpty() || planner.equals("person")) {
            return List.of();
        }
        Planner.Item item = Items.of(workplace.parts(), id.get(), matter.text(), matter.history(), "");
        return book.explain(item);
    }
}
