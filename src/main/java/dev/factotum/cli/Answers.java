package dev.factotum.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.login.Login;
import dev.factotum.login.Login.Field;
import dev.factotum.problem.CommandCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a login asks for: given by options, known from the account as it is, typed, or piped in. */
final class Answers {
    private final Session session;
    private final Map<String, String> open = new LinkedHashMap<>();
    private final Map<String, String> secret = new LinkedHashMap<>();

    /** @param known what need not be asked, by name */
    Answers(Session session, Map<String, String> known) {
        this.session = session;
        this.open.putAll(known);
    }

    /** Asks for what is missing. @param piped secrets stand on standard input, a line each, in their order */
    void complete(Login login, boolean piped) throws IOException, InterruptedException {
        List<Field> missing = new ArrayList<>(login.fields().stream()
                .filter(field -> !open.getOrDefault(field.name(), "").isEmpty() ? field.secret() : true)
                .toList());
        refuseUnasked(missing.stream()
                .filter(field -> field.needed() && !(piped && field.secret()))
                .toList());
        for (Field field : missing) {
            Optional<String> answer;
            if (piped && field.secret()) {
                answer = session.typedLine();
            } else if (!session.interactive()) {
                continue;
            } else {
                if (!field.hint().isEmpty()) {
                    session.out().note(Style.DIM.of(field.hint()));
                }
                answer = field.secret()
                        ? session.askHidden(field.question() + " (not shown):", instead(field))
                        : session.ask(field.question() + ":", instead(field));
            }
            String text = answer.orElse("").strip();
            if (text.isEmpty() && field.needed()) {
                throw new ProblemException(new Problem(
                        CommandCode.USAGE,
                        "No answer was given: " + field.question() + ".",
                        "",
                        "it is needed for this login",
                        "Nothing was changed. Run it again."));
            }
            if (!text.isEmpty()) {
                (field.secret() ? secret : open).put(field.name(), text);
            }
            if (field.secret() && !text.isEmpty()) {
                session.logbook().ifPresent(log -> log.conceal(text));
            }
        }
    }

    private void refuseUnasked(List<Field> missing) {
        if (!missing.isEmpty() && !session.interactive()) {
            throw new ProblemException(new Problem(
                    CommandCode.NEEDS_INPUT,
                    "Answers are missing: "
                            + String.join(
                                    ", ", missing.stream().map(Field::question).toList()) + ".",
                    "",
                    "no person can be asked here",
                    "Give "
                            + String.join(
                                    " and ",
                                    missing.stream()
                                            .map(Answers::option)
                                            .distinct()
                                            .toList()) + "."));
        }
    }

    private static String instead(Field field) {
        return "Give " + option(field) + ".";
    }

    static String option(Field field) {
        if (field.secret()) {
            return "--stdin";
        }
        return switch (field.name()) {
            case "handle", "server" -> "--" + field.name();
            default -> "--set " + field.name() + "=VALUE";
        };
    }

    /** What may stand in agent.yaml. */
    Map<String, String> open() {
        return open;
    }

    /** All of it, by name. */
    Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>(open);
        all.putAll(secret);
        return all;
    }

    /** What the store is to keep: one value as it is, several as JSON by their names. */
    String kept() {
        if (secret.size() == 1) {
            return secret.values().iterator().next();
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        secret.forEach(json::put);
        return json.toString();
    }
}
