package dev.factotum.channel.vault;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.channel.sandbox.Faults;
import dev.factotum.config.SettingsEdit;
import dev.factotum.markdown.Escape;
import dev.factotum.tool.ArgumentFault;
import dev.factotum.tool.Call;
import dev.factotum.tool.Deed;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.Schema;
import dev.factotum.tool.SchemaBuilder;
import dev.factotum.tool.ToolError;
import dev.factotum.vault.SettingsWriting;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/** {@code house.allow}: writes one line of {@code approval.auto} into agent.yaml, so that a rule's plans approve themselves. */
final class AllowTool extends OwnTool {
    private static final int MOST = 1_000;
    private static final long LARGEST = 1 << 20;
    private static final String FILE = "agent.yaml";

    private final Vault vault;

    AllowTool(Vault vault) {
        super("house.allow", "Lets the plans of one rule approve themselves, so many a day.");
        this.vault = vault;
    }

    @Override
    public boolean governs() {
        return true;
    }

    @Override
    public Schema arguments() {
        return new SchemaBuilder()
                .string("rule", "The rule, by the name of its file.")
                .string("tool", "The one tool that its plans use.")
                .string("per_day", "How many a day at most.")
                .string("since", "date", "From which day on.")
                .required("rule", "tool", "per_day", "since")
                .build();
    }

    @Override
    public Schema outputs() {
        return new SchemaBuilder().string("line", "The line that stands there.").build();
    }

    @Override
    List<ArgumentFault> check(Arguments arguments) {
        Faults faults = new Faults();
        Written.line("rule", arguments, faults);
        if (!arguments.text("tool").matches("[a-z][a-z0-9_-]*(\\.[a-z0-9][a-z0-9_-]*){1,3}")) {
            faults.add("tool", "is no name of one tool", "Write it as email.reply.");
        }
        String perDay = arguments.text("per_day").strip();
        if (!perDay.matches("[0-9]{1,4}") || Integer.parseInt(perDay) < 1 || Integer.parseInt(perDay) > MOST) {
            faults.add("per_day", "is no number from 1 to " + MOST, "Write 20, say.");
        }
        try {
            LocalDate.parse(arguments.text("since").strip());
        } catch (DateTimeParseException notOne) {
            faults.add("since", "is no date", "Write it as 2026-11-24.");
        }
        return faults.list();
    }

    @Override
    Deed deed(Arguments arguments) {
        String what = arguments.text("rule") + " approve itself for " + arguments.text("tool") + ", at most "
                + arguments.text("per_day") + " a day, from " + arguments.text("since") + " on";
        return new Deed("lets", "rule", "rules", what, List.of(), Optional.empty(), false);
    }

    @Override
    Outcome act(Arguments arguments, Call call) throws IOException {
        String line = "{ skill: " + arguments.text("tool") + ", rule: "
                + quoted(arguments.text("rule").strip())
                + ", per_day: " + arguments.text("per_day").strip() + ", since: "
                + arguments.text("since").strip() + " }";
        if (text().contains(line)) {
            return stands(line);
        }
        return switch (new SettingsEdit(vault.world(), vault.root(), new SettingsWriting(vault.files()))
                .append("approval.auto", line)) {
            case SettingsEdit.Outcome.Set _ -> stands(line);
            case SettingsEdit.Outcome.Refused refused ->
                failed(new ToolError.Validation(
                        refused.problem().reason() + ". " + refused.problem().next() + " The line is " + line));
        };
    }

    private static Outcome stands(String line) {
        return done(
                FILE + " approval.auto", JsonNodeFactory.instance.objectNode().put("line", line));
    }

    private String text() throws IOException {
        try {
            return new String(vault.world().disk().read(vault.root().resolve(FILE), LARGEST), StandardCharsets.UTF_8);
        } catch (NoSuchFileException none) {
            return "";
        }
    }

    /** Within braces a comma would end it. */
    private static String quoted(String text) {
        String scalar = Escape.scalar(text);
        return scalar.startsWith("\"") ? scalar : "\"" + scalar + "\"";
    }
}
