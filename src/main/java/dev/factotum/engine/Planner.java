package dev.factotum.engine;

import dev.factotum.config.Settings;
import dev.factotum.plan.Draft;
import dev.factotum.plan.PlanText;
import dev.factotum.problem.ExitCode;
import dev.factotum.tool.Conversation;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Trust;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes a plan for a matter, or says that it has none. Planners stand in a chain; the first real answer counts. */
public interface Planner {
    Answer plan(Item item) throws IOException;

    /** True where it asks somebody outside for this matter, which takes time. */
    default boolean takesLong(Item item) {
        return false;
    }

    /** A plan or question of this planner stands in the tray, durably. */
    default void stands(Item item) throws IOException {}

    /**
     * What is still to be done once every step has run; empty where that settled the matter, or where the plan was not this
     * planner's.
     *
     * @param planner whose plan it was
     * @param done of each step of all rounds what it did and what came of it, further lines indented
     */
    default Optional<String> missing(Item item, String planner, List<String> done) throws IOException {
        return Optional.empty();
    }

    /**
     * A matter as a planner sees it.
     *
     * @param kind email, mention, request, statement, …
     * @param body what the matter says: the quoted original for untrusted ones, the person's prose for their own
     * @param attachments file names under Attachments/ID/
     * @param round 1 for the first plan, more after rounds in the same file
     * @param wish what the person wrote under <em>Tell the agent</em> when asking for changes; empty otherwise
     */
    record Item(
            MatterId id,
            PlanText text,
            String kind,
            Trust trust,
            Conversation conversation,
            Optional<String> client,
            Optional<String> account,
            String body,
            List<String> attachments,
            Instant born,
            Instant now,
            int round,
            String wish,
            Set<String> tools,
            Settings settings) {
        public Item {
            attachments = List.copyOf(attachments);
            tools = Set.copyOf(tools);
        }

        /** Those files that came with it; not the original itself, which is kept as a file too. */
        public List<String> enclosed() {
            return attachments.stream()
                    .filter(name -> conversation.original().stream().noneMatch(name::equals))
                    .toList();
        }

        /** The same at another time. */
        Item at(Instant time) {
            return new Item(
                    id,
                    text,
                    kind,
                    trust,
                    conversation,
                    client,
                    account,
                    body,
                    attachments,
                    born,
                    time,
                    round,
                    wish,
                    tools,
                    settings);
        }
    }

    /** What a planner says. */
    sealed interface Answer {
        /**
         * A plan.
         *
         * @param planner {@code rule:NAME} or {@code model:PROVIDER/MODEL}
         * @param incomplete true where a text was left empty on purpose: the person must fill it in first
         * @param agent whose plan it is; empty for whoever handles such matters
         * @param steering a piece of the message that tries to give orders, where a reader found that it does
         */
        record Drafted(
                Draft draft, String planner, boolean incomplete, Optional<String> agent, Optional<String> steering)
                implements Answer {
            public Drafted(Draft draft, String planner, boolean incomplete, Optional<String> agent) {
                this(draft, planner, incomplete, agent, Optional.empty());
            }
        }

        /** The matter needs nothing: close it. @param rule the person's rule that says so */
        record Complete(String rule, String why) implements Answer {}

        /** A plan would be possible if the person answered this. @param steering as of a plan */
        record Question(String planner, String question, Optional<String> steering) implements Answer {
            public Question(String planner, String question) {
                this(planner, question, Optional.empty());
            }
        }

        /**
         * It cannot make a plan of this, however often it is asked. The other planners are asked, and where none has a
         * plan, the person.
         *
         * @param steering as of a plan
         */
        record Stuck(String planner, String question, Optional<String> steering) implements Answer {
            public Stuck(String planner, String question) {
                this(planner, question, Optional.empty());
            }
        }

        /**
         * It would plan this, but cannot at present.
         *
         * @param why one sentence for a person
         * @param exit how a command ends because of it: done where it only waits for its turn
         */
        record Later(Instant until, String why, ExitCode exit) implements Answer {}

        /** Not for this planner. */
        record Pass() implements Answer {}
    }
}
