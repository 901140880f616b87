package dev.factotum.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.markdown.Escape;
import dev.factotum.problem.ExitCode;
import dev.factotum.secret.Kept;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(
        name = "secrets",
        description = "Keep passwords, keys and tokens outside every vault: set, list, rotate and remove them.",
        footer = {
            "",
            "Settings, mcp.json and skills name a secret as secret:NAME. Its value is kept in the keyring of the system where",
            "there is one, else in a sealed file of the state folder. AGENT_SECRETS=file keeps all in the file. The file is",
            "locked by a key file beside it, or by a passphrase: --passphrase with the first secret, from then on",
            "AGENT_PASSPHRASE for what runs by itself. A value is typed unseen or comes on standard input, never as an argument."
        },
        subcommands = {SecretsList.class, SecretsSet.class, SecretsRotate.class, SecretsRemove.class})
final class SecretsCommand extends AgentCommand {
    @Override
    protected ExitCode run(Session session) throws IOException {
        return list(session);
    }

    static ExitCode list(Session session) throws IOException {
        SecretDesk desk = SecretDesk.open(session, false);
        List<Kept> all = desk.store().list();
        Map<String, List<String>> uses = desk.uses();
        Instant now = session.world().clock().instant();
        List<String> missing = new ArrayList<>(uses.keySet());
        missing.removeAll(all.stream().map(Kept::name).toList());
        Out out = session.out();
        if (out.json()) {
            ObjectNode object = out.object("secrets");
            ArrayNode list = object.putArray("secrets");
            for (Kept kept : all) {
                ObjectNode one = list.addObject()
                        .put("name", kept.name())
                        .put("set", kept.set().toString())
                        .put("days", kept.days(now))
                        .put("age", kept.age(now).name().toLowerCase(Locale.ROOT))
                        .put("kept", place(kept));
                one.put("expires", kept.expires().map(Instant::toString).orElse(null));
                uses.getOrDefault(kept.name(), List.of()).forEach(one.putArray("usedIn")::add);
            }
            ArrayNode gone = object.putArray("missing");
            for (String name : missing) {
                ObjectNode one = gone.addObject().put("name", name);
                uses.getOrDefault(name, List.of()).forEach(one.putArray("usedIn")::add);
            }
            out.print(object);
            return ExitCode.DONE;
        }
        int longest = all.stream().mapToInt(kept -> kept.name().length()).max().orElse(0);
        for (Kept kept : all) {
            List<String> places = uses.getOrDefault(kept.name(), List.of());
            out.print(Style.BOLD.of(kept.name())
                    + " ".repeat(longest - kept.name().length() + 2)
                    + age(kept, now) + "  "
                    + Style.DIM.of("%-8s".formatted(place(kept))) + "  "
                    + Escape.terminal(
                            !places.isEmpty()
                                    ? String.join(", ", places)
                                    : desk.vault().isPresent() ? "not used in this vault" : ""));
        }
        for (String name : missing) {
            out.print(Style.YELLOW.of("missing") + "  secret:" + Escape.terminal(name) + " is named in "
                    + Escape.terminal(String.join(", ", uses.getOrDefault(name, List.of())))
                    + ". Next: agent secrets set " + Escape.terminal(name));
        }
        if (all.isEmpty() && missing.isEmpty()) {
            out.print("No secrets are kept. agent secrets set NAME keeps one; settings name it as secret:NAME.");
        }
        return ExitCode.DONE;
    }

    static String place(Kept kept) {
        return switch (kept.place()) {
            case FILE -> "sealed";
            case KEYRING -> "keyring";
            case PLAIN -> "in clear";
        };
    }

    private static String age(Kept kept, Instant now) {
        String days = "%-13s".formatted(kept.days(now) == 1 ? "1 day old" : kept.days(now) + " days old");
        String ends = kept.expires()
                .map(end -> " until " + end.toString().substring(0, 10))
                .orElse("");
        return switch (kept.age(now)) {
            case FRESH -> days + ends;
            case OLD -> Style.YELLOW.of(days + ends);
            case TOO_OLD -> Style.RED.of(days + ends);
        };
    }
}
