package dev.factotum.engine;

import dev.factotum.config.Risk;
import dev.factotum.config.Settings;
import dev.factotum.config.Settings.AgentSettings;
import dev.factotum.config.Settings.Amount;
import dev.factotum.markdown.Escape;
import dev.factotum.plan.Checked;
import dev.factotum.plan.Mentions;
import dev.factotum.plan.PlanCheck;
import dev.factotum.plan.PlanFault;
import dev.factotum.plan.PlanText;
import dev.factotum.plan.TypedStep;
import dev.factotum.tool.AttachedFile;
import dev.factotum.tool.Conversation;
import dev.factotum.tool.Deed;
import dev.factotum.tool.Effect;
import dev.factotum.tool.Money;
import dev.factotum.tool.Tool;
import dev.factotum.tool.Toolbox;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Trust;
import dev.factotum.vault.Vault;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Computes risk, warnings and refusals of a plan: plain code, no model, from the typed steps alone. */
public final class Assessor {
    /** A draft is read by a person before anything comes of it. */
    private static final String DRAFTS = "content";

    private final Settings settings;
    private final Trust trust;
    private final History history;
    private final Optional<String> steering;
    private final Conversation conversation;
    private final Foreign foreign;
    private final Optional<String> client;
    private final Known known;
    private final Path received;
    private final Set<String> warnings = new LinkedHashSet<>();
    private final Map<String, Assessment.Newcomer> remember = new LinkedHashMap<>();
    private final List<Assessment.Refusal> refusals = new ArrayList<>();

    /** @param received where the attachments that came with the matter are kept */
    private Assessor(Settings settings, History history, PlanText text, Foreign foreign, Path received) {
        this.settings = settings;
        this.received = received;
        this.trust = history.trust();
        this.history = history;
        this.steering = history.steering();
        this.conversation = history.conversation();
        this.foreign = foreign;
        this.client = text.properties().text("client");
        this.known = new Known(settings, conversation, foreign);
    }

    /** Assesses a plan as it stands. */
    public static Assessment assess(
            EngineVault parts, Settings settings, MatterId matter, History history, PlanText text) {
        MatterContext context = new MatterContext(parts, settings, matter, history, text);
        return switch (PlanCheck.check(text, context)) {
            case Checked.Bad(List<PlanFault> faults) ->
                new Assessment(
                        faults, List.of(), Risk.HIGH, Sentence.faulty(faults, text), List.of(), List.of(), List.of());
            case Checked.Good(List<TypedStep> run) ->
                new Assessor(
                                settings,
                                history,
                                text,
                                Foreign.of(parts.vault(), matter, history, text),
                                parts.vault().attachments().folder(matter))
                        .of(run, text, parts.toolbox());
        };
    }

    /** What assessing needs of the outside. */
    public record EngineVault(Vault vault, Toolbox toolbox) {}

    private Assessment of(List<TypedStep> run, PlanText text, Toolbox toolbox) {
        text.oddTick()
                .ifPresent(word -> warnings.add("*approve* holds “" + Escape.line(word)
                        + "”, which is no tick. Nothing was approved by it; `true` is."));
        Risk risk = Risk.LOW;
        if (steering.isPresent()) {
            String quote = steering.get().isEmpty() ? "" : " It says: “" + Escape.line(steering.get()) + "”";
            warnings.add("The message tries to give orders to whoever reads it." + quote);
            risk = Risk.HIGH;
        }
        if (swayed(run, text, toolbox)) {
            warnings.add("A model planned this after it read what other servers say of their tools.");
            risk = Risk.HIGH;
        }
        for (int i = 0; i < run.size(); i++) {
            TypedStep step = run.get(i);
            String name = "Step " + step.id();
            Deed deed = step.tool().deed(step.quoting(), step.account());
            risk = risk.max(ofStep(name, step, deed));
            skillAllowed(step, text);
        }
        return new Assessment(
                List.of(),
                run,
                risk,
                Sentence.of(run, known),
                List.copyOf(warnings),
                List.copyOf(remember.values()),
                refusals);
    }

    /** Whether a model was shown strangers' descriptions, and any step is more than a draft or a look. */
    private boolean swayed(List<TypedStep> run, PlanText text, Toolbox toolbox) {
        boolean harmless = run.stream()
                .allMatch(step -> step.tool().id().channel().equals(DRAFTS)
                        || step.tool().effect() instanceof Effect.Read
                                && !step.tool().outward());
        if (harmless || !foreign.byModel() || foreign.asked()) {
            return false;
        }
        List<String> granted = agent(text).map(AgentSettings::skills).orElse(List.of());
        return toolbox.all().stream()
                .filter(Tool::foreign)
                .map(tool -> tool.id().value())
                .anyMatch(id -> granted.isEmpty() || granted.stream().anyMatch(glob -> covers(glob, id)));
    }

    private Risk ofStep(String name, TypedStep step, Deed deed) {
        if (step.tool().governs()) {
            return governing(name, step);
        }
        if (step.tool().effect() instanceof Effect.Read && !step.tool().outward()) {
            return step.tool().risk();
        }
        Risk risk = step.tool().risk().max(step.tool().outward() ? Risk.NORMAL : Risk.LOW);
        Optional<String> same = history.didTheSame(step);
        if (same.isPresent()) {
            warnings.add(
                    name + " does once more exactly what step " + Escape.line(same.get()) + " of this matter did.");
            risk = Risk.HIGH;
        }
        boolean threadOnly = !deed.publish()
                && !deed.recipients().isEmpty()
                && deed.recipients().stream().allMatch(r -> known.sender(r.address()));
        for (Deed.Recipient recipient : deed.recipients()) {
            risk = risk.max(recipient(name, recipient));
        }
        if (deed.money().isPresent()) {
            risk = risk.max(money(step, deed.money().get()));
        }
        risk = risk.max(step.tool().outward() ? content(name, step, deed, threadOnly) : kept(name, step));
        oddities(name, step);
        return risk;
    }

    private Risk governing(String name, TypedStep step) {
        warnings.add(name + " changes what the agent does by itself.");
        if (foreign.byModel()) {
            refusals.add(new Assessment.Refusal(
                    step.id().value(), "the house", "no model may plan what changes the house's own rules"));
        }
        return Risk.HIGH;
    }

    private Risk recipient(String name, Deed.Recipient recipient) {
        Provenance origin = known.of(recipient.address());
        return switch (origin) {
            case CONTACTS, CONFIG, THREAD -> Risk.NORMAL;
            case ITEM_BODY, MODEL -> {
                newcomer(name, recipient, origin);
                yield Risk.HIGH;
            }
            case HUMAN, STEP_OUTPUT -> {
                newcomer(name, recipient, origin);
                yield settings.policy().unknownRecipients();
            }
        };
    }

    private void newcomer(String name, Deed.Recipient recipient, Provenance origin) {
        String verb = switch (recipient.argument()) {
            case "cc" -> "copies";
            case "bcc" -> "copies, unseen,";
            default -> "writes to";
        };
        warnings.add(name + " " + verb + " **" + Escape.line(recipient.address()) + "**. "
                + (origin == Provenance.ITEM_BODY && foreign.asked()
                        ? "An MCP client asked for it; it is not among your contacts."
                        : origin.words()));
        remember.putIfAbsent(
                recipient.address().toLowerCase(Locale.ROOT), new Assessment.Newcomer(recipient.address(), client));
    }

    private Risk money(TypedStep step, Money money) {
        settings.policy()
                .moneyRefuseAt()
                .filter(limit -> reaches(money, limit))
                .ifPresent(limit -> refusals.add(new Assessment.Refusal(
                        step.id().value(),
                        "policy.money.refuse_at",
                        Sentence.amount(money) + " is at or above " + limit.value() + " " + limit.currency())));
        boolean high = settings.policy()
                .moneyHighAt()
                .map(limit -> reaches(money, limit))
                .orElse(false);
        return high ? Risk.HIGH : Risk.NORMAL;
    }

    /** Another currency is not converted: it counts as reached, so that a person looks. */
    private static boolean reaches(Money money, Amount limit) {
        BigDecimal value = money.amount().abs();
        return !money.currency().equals(limit.currency()) || value.compareTo(limit.value()) >= 0;
    }

    private Risk content(String name, TypedStep step, Deed deed, boolean threadOnly) {
        Risk risk = Risk.LOW;
        for (String text : Loose.texts(step.quoting())) {
            for (String link : Mentions.links(text)) {
                risk = risk.max(taken(name, "carries the link", link, !threadOnly && foreign.holds(link)));
                risk = risk.max(invented(name, "carries the link", link));
            }
            for (String address : foreign.byModel() ? Mentions.addresses(text) : Set.<String>of()) {
                boolean receives = deed.recipients().stream()
                        .anyMatch(r -> Known.bare(r.address()).equals(Known.bare(address)));
                risk = risk.max(receives ? Risk.LOW : told(name, address));
            }
            for (String account : Mentions.accounts(text)) {
                risk = risk.max(taken(name, "carries the bank account", account, foreign.holdsAccount(account)));
                risk = risk.max(invented(name, "carries the bank account", account));
            }
            for (String amount : Mentions.amounts(text)) {
                risk = risk.max(taken(name, "carries the amount", amount, !threadOnly && foreign.holds(amount)));
                risk = risk.max(invented(name, "carries the amount", amount));
            }
        }
        if (foreign.byModel() && trust == Trust.UNTRUSTED && !threadOnly && !answers(step)) {
            warnings.add(name
                    + (foreign.asked()
                            ? " goes out as an MCP client asked for it."
                            : " goes out beyond the thread. A model planned it after it read the message."));
            risk = Risk.HIGH;
        }
        boolean quotes = step.references().stream().anyMatch(r -> r.of().equals("item"));
        if (quotes && !threadOnly && trust == Trust.UNTRUSTED) {
            warnings.add(name + " passes on the words of the message. " + foreign.came());
            risk = Risk.HIGH;
        }
        for (AttachedFile file : step.files()) {
            boolean came = trust == Trust.UNTRUSTED && file.path().startsWith(received);
            if (came && !threadOnly) {
                warnings.add(name + " sends out **" + Escape.line(file.name()) + "**, which came with the message.");
                risk = Risk.HIGH;
            } else if (!came && foreign.holds(file.name())) {
                warnings.add(name + " sends out **" + Escape.line(file.name())
                        + "**, a file of this vault that "
                        + (foreign.asked() ? "an MCP client names." : "the message names."));
                risk = Risk.HIGH;
            } else if (!came && foreign.byModel() && trust == Trust.UNTRUSTED) {
                warnings.add(name + " sends out **" + Escape.line(file.name())
                        + "**, a file of this vault. The model chose it after it read the message.");
                risk = Risk.HIGH;
            } else if (!came) {
                risk = risk.max(Risk.NORMAL);
            }
        }
        return risk;
    }

    /** An address in a text. Those of contacts are known, but no stranger is to learn of them by asking. */
    private Risk told(String name, String address) {
        return switch (known.of(address)) {
            case THREAD, CONFIG -> Risk.LOW;
            case CONTACTS -> {
                if (trust == Trust.UNTRUSTED && foreign.invented(address)) {
                    warnings.add(name + " tells the address **" + Escape.line(address)
                            + "**, one of your contacts, which is not in the message.");
                    yield Risk.HIGH;
                }
                yield Risk.LOW;
            }
            case HUMAN, ITEM_BODY, MODEL, STEP_OUTPUT -> invented(name, "tells the address", address);
        };
    }

    /** A public answer to the very post that the matter came from. */
    private boolean answers(TypedStep step) {
        String post = step.arguments().path("reply_to").asText();
        return !post.isEmpty() && conversation.url().filter(post::equals).isPresent();
    }

    private Risk invented(String name, String verb, String value) {
        if (!foreign.invented(value)) {
            return Risk.LOW;
        }
        warnings.add(name + " " + verb + " **" + Escape.line(value) + "**. " + Provenance.MODEL.words());
        return Risk.HIGH;
    }

    /** What others wrote and stays in the vault is worth a look before it stands among the person's own notes. */
    private Risk kept(String name, TypedStep step) {
        if (foreign.byModel()
                && trust == Trust.UNTRUSTED
                && !step.tool().id().channel().equals(DRAFTS)) {
            warnings.add(name
                    + (foreign.asked()
                            ? " writes into the vault what an MCP client asked for."
                            : " keeps in the vault what a model made of the message."));
            return Risk.HIGH;
        }
        boolean theirs = Loose.texts(step.quoting()).stream()
                .anyMatch(text ->
                        conversation.subject().filter(s -> Loose.holds(text, s)).isPresent()
                                || Mentions.links(text).stream().anyMatch(foreign::holds));
        return theirs && !foreign.isEmpty() ? Risk.NORMAL : Risk.LOW;
    }

    private Risk taken(String name, String verb, String value, boolean counts) {
        if (!counts) {
            return Risk.LOW;
        }
        warnings.add(name + " " + verb + " **" + Escape.line(value) + "**. " + foreign.came());
        return Risk.HIGH;
    }

    private void oddities(String name, TypedStep step) {
        step.arguments().properties().forEach(entry -> {
            if (!entry.getValue().isTextual()) {
                return;
            }
            String value = entry.getValue().textValue();
            if (value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")) {
                warnings.add(name + ": *" + Escape.line(entry.getKey())
                        + "* stands in quotes; they would be sent as they are.");
            }
            if (value.isBlank()) {
                warnings.add(name + ": *" + Escape.line(entry.getKey()) + "* is empty.");
            }
        });
    }

    private Optional<AgentSettings> agent(PlanText text) {
        String named = text.properties().text("agent").orElse("").strip();
        return settings.agents().stream()
                .filter(a -> a.name().equalsIgnoreCase(named))
                .findFirst();
    }

    private void skillAllowed(TypedStep step, PlanText text) {
        String named = text.properties().text("agent").orElse("").strip();
        Optional<AgentSettings> agent = agent(text);
        if (agent.isEmpty() && !named.isEmpty()) {
            refusals.add(new Assessment.Refusal(
                    step.id().value(), "the property agent", "there is no agent “" + Escape.line(named) + "”"));
        }
        if (agent.isEmpty() || agent.get().skills().isEmpty()) {
            return;
        }
        String id = step.tool().id().value();
        if (agent.get().skills().stream().noneMatch(glob -> covers(glob, id))) {
            refusals.add(new Assessment.Refusal(
                    step.id().value(),
                    "Agents/" + agent.get().name() + ".md skills",
                    "the agent " + agent.get().name() + " may not use " + id));
        }
    }

    /** A glob is an exact id, {@code *}, or {@code prefix.*}. */
    static boolean covers(String glob, String id) {
        return glob.equals("*")
                || glob.equals(id)
                || (glob.endsWith(".*") && id.startsWith(glob.substring(0, glob.length() - 1)));
    }
}
