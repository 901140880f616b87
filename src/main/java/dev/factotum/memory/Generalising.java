package dev.factotum.memory;

import dev.factotum.vault.Vault;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What a person changed in the same way time and again is suggested to them as a rule of their own. */
final class Generalising {
    private static final int TIMES = 3;

    private final Vault vault;

    Generalising(Vault vault) {
        this.vault = vault;
    }

    /** @param page with these lessons on it */
    void suggest(String page, Optional<String> client, List<Lesson> lessons) throws IOException {
        for (Lesson lesson : lessons) {
            if (lesson.general() && LessonPage.same(page, client, lesson.gist()) >= TIMES) {
                suggestion(client, lesson).make(vault);
            }
        }
    }

    private static Suggestion suggestion(Optional<String> client, Lesson lesson) {
        boolean rule = lesson.who().startsWith("rule ");
        String name = lesson.who().substring(lesson.who().indexOf(' ') + 1);
        String where = client.isPresent()
                ? "Clients/" + client.get() + "/Client.md"
                : rule ? "the text of Rules/" + name + ".md" : "the instructions in Agents/" + name + ".md";
        String words = Lesson.shown(lesson.words());
        boolean edited = rule && client.isEmpty();
        return new Suggestion(
                "rule\n" + client.orElse("") + "\n" + lesson.gist(),
                "Make a habit a rule: " + name,
                client,
                "Three times a person made the same change in plans of the " + Lesson.shown(lesson.who())
                        + client.map(whose -> " for " + Lesson.shown(whose)).orElse("") + ":\n\n- " + words
                        + "\n\nTo have it so from the start"
                        + client.map(whose -> " for " + Lesson.shown(whose) + " alone")
                                .orElse("")
                        + ", change " + Lesson.shown(where)
                        + (edited
                                ? " accordingly."
                                : " and add this line:\n\n- Change what you would do by habit: " + words)
                        + "\n",
                Optional.empty());
    }
}
