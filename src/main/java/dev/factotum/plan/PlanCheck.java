package dev.factotum.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.problem.PlanCode;
import dev.factotum.tool.Account;
import dev.factotum.tool.ArgumentFault;
import dev.factotum.tool.AttachedFile;
import dev.factotum.tool.Tool;
import dev.factotum.vault.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Types a plan's steps by their tools' schemas and checks everything that can be checked without a network. */
public final class PlanCheck {
    private final PlanText plan;
    private final CheckContext context;
    private final List<PlanFault> faults = new ArrayList<>();
    private final List<StepId> ids;
    private final Set<String> spent;

    private PlanCheck(PlanText plan, CheckContext context) {
        this.plan = plan;
        this.context = context;
        this.ids = ids(plan);
        this.spent = Rounds.ids(plan);
    }

    /** Text faults of the plan come first; a plan with any fault is bad as a whole. */
    public static Checked check(PlanText plan, CheckContext context) {
        return new PlanCheck(plan, context).check();
    }

    private Checked check() {
        faults.addAll(plan.faults());
        List<TypedStep> run = new ArrayList<>();
        for (int i = 0; i < plan.steps().size(); i++) {
            Step step = plan.steps().get(i);
            if (step.mark().runs()) {
                typed(step, i).ifPresent(run::add);
            }
        }
        return faults.isEmpty() ? new Checked.Good(run) : new Checked.Bad(faults);
    }

    /** Given ids, and for steps without one the ids that filling in would give. */
    private static List<StepId> ids(PlanText plan) {
        StepIds free = StepIds.free(plan.source(), plan.steps());
        return plan.steps().stream()
                .map(step -> step.id().orElseGet(free::next))
                .toList();
    }

    private Optional<TypedStep> typed(Step step, int index) {
        Optional<Tool> found = context.toolbox().find(step.skill());
        if (found.isEmpty()) {
            String near = context.toolbox().all().stream()
                    .map(tool -> tool.id().value())
                    .filter(id -> id.startsWith(step.skill().replaceFirst("\\..*", ".")))
                    .reduce((a, b) -> a + ", " + b)
                    .map(ids -> "There are " + ids + ".")
                    .orElseGet(() -> "There are "
                            + String.join(
                                    ", ",
                                    context.toolbox().all().stream()
                                            .map(tool -> tool.id().value())
                                            .toList())
                            + ".");
            Optional<String> absent = context.toolbox().absent(step.skill());
            fault(
                    PlanCode.UNKNOWN_TOOL,
                    index,
                    step.line(),
                    absent.map(why -> "`" + step.skill() + "` cannot run. " + why)
                            .orElse("There is no skill `" + step.skill() + "`."),
                    absent.isPresent() ? "" : near);
            return Optional.empty();
        }
        Tool tool = found.get();
        int before = faults.size();
        Optional<Account> account = tool.own().isPresent()
                ? tool.own().filter(own -> step.account().stream().allMatch(own.name()::equals))
                : context.account(tool.id().channel(), step.account());
        if (account.isEmpty()) {
            fault(
                    PlanCode.ACCOUNT,
                    index,
                    step.line(),
                    tool.own().isPresent()
                            ? "`" + tool.id() + "` has no account `"
                                    + step.account().orElse("") + "`."
                            : "There is no " + tool.id().channel() + " account `"
                                    + step.account().orElse("") + "`.",
                    tool.own().isPresent()
                            ? "It acts for real and as itself: leave `account` out."
                            : "Use an account of agent.yaml, or leave `account` out.");
        }
        Optional<Instant> notBefore = notBefore(step, index);
        needs(step, index);
        Arguments.Read read = Arguments.read(step, index, tool);
        faults.addAll(read.faults());
        if (faults.size() > before || account.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode arguments = tool.complete(read.typed(), context.conversation());
        faults.addAll(Arguments.validate(step, index, tool, arguments, read.lines()));
        List<TypedStep.Reference> references =
                new ReferenceCheck(plan, ids, spent, context, step, index, faults).all(arguments, read.lines());
        List<AttachedFile> files = files(index, tool, arguments, read.lines(), step);
        if (faults.size() > before) {
            return Optional.empty();
        }
        for (ArgumentFault fault : tool.check(arguments, files, account.get())) {
            int line = read.lines().getOrDefault(fault.argument(), 0);
            fault(
                    PlanCode.ARGUMENT,
                    index,
                    line == 0 ? step.line() : line,
                    (fault.argument().isEmpty() ? "This " : "`" + fault.argument() + "` ") + fault.reason() + ".",
                    fault.hint());
        }
        return faults.size() > before
                ? Optional.empty()
                : Optional.of(new TypedStep(
                        ids.get(index),
                        step,
                        tool,
                        account.get(),
                        arguments,
                        files,
                        references,
                        items(references),
                        notBefore));
    }

    private Map<String, String> items(List<TypedStep.Reference> references) {
        Map<String, String> items = new TreeMap<>();
        for (TypedStep.Reference reference : references) {
            if (reference.of().equals("item")) {
                items.put(reference.output(), context.itemValue(reference.output()));
            }
        }
        return items;
    }

    private void fault(PlanCode code, int index, int line, String reason, String hint) {
        faults.add(new PlanFault(code, Optional.of(index), line, reason, hint));
    }

    private Optional<Instant> notBefore(Step step, int index) {
        if (step.notBefore().isEmpty()) {
            return Optional.empty();
        }
        Optional<Instant> instant = NotBefore.parse(step.notBefore().get(), context.zone());
        if (instant.isEmpty()) {
            fault(
                    PlanCode.DATE,
                    index,
                    step.line(),
                    "`not_before` is no date: " + step.notBefore().get() + ".",
                    "Write it as 2026-11-24 09:00."
                            + (step.notBefore().get().matches("(?i)(next|\\+|slot).*")
                                    ? " Forms such as `next MON 09:00` are worked out in rules only."
                                    : ""));
        }
        return instant;
    }

    private void needs(Step step, int index) {
        for (StepId need : step.needs()) {
            int at = ids.indexOf(need);
            if (at < 0 ? !spent.contains(need.value()) : at >= index) {
                fault(
                        PlanCode.NEEDS,
                        index,
                        step.line(),
                        at < 0
                                ? "It needs step " + need + ", which is not in this plan."
                                : "It needs step " + need + ", which does not come before it.",
                        "Name an earlier step in `needs`.");
            }
        }
    }

    /** What stays in the vault whatever a plan says. */
    private static boolean withheld(String path) {
        String first = path.replaceFirst("^(\\./)+", "").replaceFirst("/.*", "");
        boolean top = !path.contains("/");
        return Stage.ofFolder(first).isPresent()
                || path.startsWith(".")
                || path.contains("/.")
                || top && (path.endsWith(".yaml") || path.equals("mcp.json"));
    }

    private List<AttachedFile> files(
            int index, Tool tool, ObjectNode arguments, Map<String, Integer> lines, Step step) {
        List<AttachedFile> files = new ArrayList<>();
        JsonNode properties = tool.arguments().json().path("properties");
        arguments.properties().forEach(entry -> {
            JsonNode property = properties.path(entry.getKey());
            boolean file = property.path("format").asText().equals("file")
                    || property.path("items").path("format").asText().equals("file");
            if (!file) {
                return;
            }
            int line = lines.getOrDefault(entry.getKey(), 0);
            List<String> paths = new ArrayList<>();
            if (entry.getValue().isTextual()) {
                paths.add(entry.getValue().textValue());
            }
            entry.getValue().forEach(item -> paths.add(item.asText()));
            for (String path : paths) {
                if (ReferenceText.whole(path).isPresent()) {
                    continue;
                }
                Optional<AttachedFile> attached = context.attachment(entry.getKey(), path);
                if (attached.isPresent()) {
                    files.add(attached.get());
                } else {
                    fault(
                            PlanCode.ATTACHMENT,
                            index,
                            line == 0 ? step.line() : line,
                            withheld(path)
                                    ? "`" + path + "` is never attached: it is a setting, a matter or hidden."
                                    : "There is no file `" + path + "` in the vault to attach.",
                            withheld(path)
                                    ? "Attach a copy of what is in it, from another folder of the vault."
                                    : "Write its path from the vault's root, such as Attachments/invoice.pdf.");
                }
            }
        });
        return files;
    }
}
