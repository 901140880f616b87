package dev.factotum.engine;

import dev.factotum.markdown.Escape;
import dev.factotum.plan.PlanFault;
import dev.factotum.plan.PlanText;
import dev.factotum.plan.TypedStep;
import dev.factotum.tool.Deed;
import dev.factotum.tool.Mode;
import dev.factotum.tool.Money;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The <em>If approved</em> line: what will happen, to whom, for how much, in plain words. */
final class Sentence {
    private Sentence() {}

    /** The line of a plan that can run. */
    static String of(List<TypedStep> run, Known known) {
        if (run.isEmpty()) {
            return "**If approved:** nothing runs; every step is done or left out.";
        }
        Set<Mode> modes = new TreeSet<>();
        Map<String, Group> groups = new LinkedHashMap<>();
        for (TypedStep step : run) {
            modes.add(step.account().mode());
            Deed deed = step.tool().deed(step.quoting(), step.account());
            String files = files(step);
            String people = recipients(deed.recipients(), known);
            String money = deed.money().map(m -> " of **" + amount(m) + "**").orElse("");
            String key = String.join(
                    "|",
                    deed.verb(),
                    deed.noun(),
                    money,
                    deed.place(),
                    deed.price().map(Sentence::amount).orElse(""),
                    people,
                    files,
                    step.account().mode().name(),
                    step.notBefore().isPresent() ? "dated" : "");
            groups.computeIfAbsent(
                            key,
                            k -> new Group(
                                    deed, money, people + files, step.account().mode()))
                    .add(step.notBefore().orElse(null));
        }
        boolean mixed = modes.size() > 1;
        List<String> phrases = new ArrayList<>();
        groups.values().forEach(group -> phrases.add(group.phrase(mixed)));
        String head = mixed
                ? "**If approved:** "
                : "**If approved (" + modes.iterator().next() + "):** ";
        return head + String.join(" · ", phrases);
    }

    /** The line of a plan that cannot run yet. */
    static String faulty(List<PlanFault> faults, PlanText text) {
        PlanFault first = faults.getFirst();
        String where = first.step()
                .filter(index -> index < text.steps().size())
                .flatMap(index -> text.steps().get(index).id())
                .map(id -> "step " + id)
                .orElse("line " + first.line());
        String more = faults.size() == 1 ? "" : " (and " + (faults.size() - 1) + " more)";
        return "**If approved:** nothing yet; " + where + " must be mended: " + Escape.line(first.reason()) + more;
    }

    private static String recipients(List<Deed.Recipient> recipients, Known known) {
        List<String> shown = new ArrayList<>();
        for (Deed.Recipient recipient : recipients) {
            String address = Escape.line(recipient.shown());
            shown.add(address
                    + switch (known.of(recipient.address())) {
                        case CONTACTS -> " (known)";
                        case CONFIG -> " (yours)";
                        case THREAD -> " (the sender)";
                        case STEP_OUTPUT -> "";
                        case HUMAN, MODEL, ITEM_BODY -> " **(new)**";
                    });
        }
        if (shown.isEmpty()) {
            return "";
        }
        String last = shown.removeLast();
        return " to " + (shown.isEmpty() ? last : String.join(", ", shown) + " and " + last);
    }

    private static String files(TypedStep step) {
        List<String> names = new ArrayList<>();
        step.files().forEach(file -> names.add("**" + Escape.line(file.name()) + "**"));
        step.references().stream()
                .filter(reference -> reference.argument().equals("attach"))
                .forEach(reference -> names.add("what step " + Escape.line(reference.of()) + " makes"));
        return names.isEmpty() ? "" : " with " + String.join(", ", names);
    }

    static String amount(Money money) {
        DecimalFormat format = new DecimalFormat("#,##0.00##", DecimalFormatSymbols.getInstance(Locale.ROOT));
        return format.format(money.amount()) + " " + money.currency();
    }

    /** Deeds that read alike. */
    private static final class Group {
        private final Deed deed;
        private final String money;
        private final String people;
        private final Mode mode;
        private int count;
        private int dated;

        Group(Deed deed, String money, String people, Mode mode) {
            this.deed = deed;
            this.money = money;
            this.people = people;
            this.mode = mode;
        }

        void add(@org.jspecify.annotations.Nullable Instant notBefore) {
            count++;
            if (notBefore != null) {
                dated++;
            }
        }

        private String price() {
            return deed.price()
                    .map(each -> new Money(each.amount().multiply(BigDecimal.valueOf(count)), each.currency()))
                    .map(all -> " for " + amount(all))
                    .orElse("");
        }

        String phrase(boolean mixed) {
            String place = deed.place().isEmpty() ? "" : " " + Escape.line(deed.place());
            String when = dated == 0 ? "" : count == 1 ? ", not before its date" : ", each not before its date";
            return deed.verb() + " " + count + " " + (count == 1 ? deed.noun() : deed.plural()) + money + place + people
                    + price() + when + (mixed ? " (" + mode + ")" : "");
        }
    }
}
