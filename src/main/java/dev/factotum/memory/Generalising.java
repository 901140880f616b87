package dev.factotum.memory;

import dev.factotum.plan.References;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What a person changed in the same way time and again is suggested to them as a rule of their own. */
final class Generalising {
    private static final int TIMES = 3;
    private static final int LONGEST = 250;

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

    private static Suggestion.Deed deed(Optional<String> client, String agent, Lesson lesson) {
        String words = lesson.words().replaceAll("[\\p{Cc}\\s]+", " ").strip();
        String line = "By habit: " + (words.length() > LONGEST ? words.substring(0, LONGEST) + "…" : words);
        return new Suggestion.Deed(
                "Add the line",
                "skill: house.habit\n"
                        + client.map(whose -> "client: " + whose).orElse("agent: " + agent)
                        + "\nline: " + References.literalLine(line));
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
                        + (edited
                                ? ", change " + Lesson.shown(where) + " accordingly."
                                : ", approve this: it adds the line below to " + Lesson.shown(where) + ".")
                        + "\n",
                edited ? Optional.empty() : Optional.of(deed(client, name, lesson)));
    }
}
