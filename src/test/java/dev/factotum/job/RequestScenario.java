package dev.factotum.job;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.factotum.engine.Request;
import dev.factotum.engine.Request.Asks;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Another program asks for a step, again and again with one key, and a person approves what came of it. */
final class RequestScenario {
    static final Request ONE = new Request(
            "claude",
            Optional.empty(),
            "fake.keyed one",
            new Asks.Deed(
                    "fake.keyed",
                    Optional.of("sandbox"),
                    JsonNodeFactory.instance.objectNode().put("text", "one")));

    static final Scenario ASKED = new Scenario(
            "another program asks for a step",
            List.of("one"),
            stand -> {},
            List.of(
                    Scenario.part("the request", stand -> {}, stand -> {
                        try (Office office = stand.office()) {
                            asks(office, stand);
                            asks(office, stand);
                        }
                        Overseer.WORKS.on(stand);
                    }),
                    Scenario.part("the approval", stand -> stand.moveAll("Pending_Approval", "Approved"))));

    private RequestScenario() {}

    private static void asks(Office office, Stand stand) throws IOException {
        String id = office.asks(ONE, "key 1");
        if (id.length() != 26 && !stand.interrupted().getAsBoolean()) {
            throw new AssertionError(id);
        }
    }
}
