package dev.factotum.plan;

import dev.factotum.markdown.Block;
import dev.factotum.markdown.Outline;
import dev.factotum.markdown.Properties;
import dev.factotum.markdown.Unescape;
import dev.factotum.vault.MatterId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One matter's file, read. Reading never fails: what is wrong with it is in {@link #faults}. Immutable. */
public final class PlanText {
    private static final RecentTexts RECENT = new RecentTexts();

    private final String source;
    private final String fileName;
    private final PlanReader.Read read;
    private final List<Step> steps;
    private final List<PlanFault> faults;

    private PlanText(String source, String fileName) {
        this.source = source;
        this.fileName = fileName;
        this.read = PlanReader.read(source);
        List<Step> all = new ArrayList<>();
        List<PlanFault> wrong = new ArrayList<>(read.loose());
        for (StepUnit unit : read.units()) {
            Optional<Integer> index = unit.step().map(step -> all.size());
            unit.step().ifPresent(all::add);
            unit.faults()
                    .forEach(fault ->
                            wrong.add(new PlanFault(fault.code(), index, fault.line(), fault.reason(), fault.hint())));
        }
        this.steps = List.copyOf(all);
        this.faults = List.copyOf(wrong);
    }

    /**
     * Reads a note.
     *
     * @param source strict UTF-8 decoded, BOM and CRLF as they are
     * @param fileName for a title where no heading is
     */
    public static PlanText parse(String source, String fileName) {
        PlanText known = RECENT.of(source, fileName);
        if (known != null) {
            return known;
        }
        PlanText text = new PlanText(source, fileName);
        RECENT.keep(text);
        return text;
    }

    public String source() {
        return source;
    }

    public Properties properties() {
        return read.properties();
    }

    /** The id property; found by a look at the lines where the properties do not parse. */
    public Optional<MatterId> id() {
        Optional<String> id = properties().fault().isPresent()
                ? Properties.scan(source, "id")
                : properties().text("id");
        return id.flatMap(MatterId::parse);
    }

    /** The revision property; 0 where there is none. */
    public int rev() {
        return properties()
                .text("rev")
                .filter(text -> text.length() <= 6 && text.chars().allMatch(c -> c >= '0' && c <= '9'))
                .map(Integer::parseInt)
                .orElse(0);
    }

    /** Words in place of a tick in {@code approve}, such as {@code yes}: a person's, and no approval. */
    public Optional<String> oddTick() {
        return properties()
                .text("approve")
                .filter(word -> !word.isBlank() && !word.equalsIgnoreCase("true") && !word.equalsIgnoreCase("false"));
    }

    /** The first H1, else the file's name; plain text. */
    public String title() {
        return sections()
                .title()
                .map(heading -> Unescape.line(heading.text().of(source)).strip())
                .filter(title -> !title.isEmpty())
                .orElseGet(this::stem);
    }

    private String stem() {
        boolean note = fileName.toLowerCase(Locale.ROOT).endsWith(".md");
        return note ? fileName.substring(0, fileName.length() - 3) : fileName;
    }

    /** In file order; only steps that count. A step with a fault that hides its skill is in faults alone. */
    public List<Step> steps() {
        return steps;
    }

    public Decisions decisions() {
        return new Decisions(
                decisionBoxes().stream().flatMap(box -> box.decision().stream()).toList());
    }

    /** Those of no single step first, then step by step. */
    public List<PlanFault> faults() {
        return faults;
    }

    /** What the person wrote: prose outside everything the engine owns and outside Source; trimmed. */
    public String prose() {
        return Prose.of(this);
    }

    /** What stands under <em>Tell the agent</em>; trimmed. */
    public String tellTheAgent() {
        return sections()
                .named(Sections.TELL)
                .map(section ->
                        unix(source.substring(section.body(), section.end())).strip())
                .orElse("");
    }

    /** The quoted original under <em>Source</em>, unescaped; empty where there is none. */
    public String quotedSource() {
        return sections()
                .named(Sections.SOURCE)
                .map(section -> Prose.quoted(this, section))
                .orElse("");
    }

    /** The number of finished rounds folded into the file. */
    public int rounds() {
        int rounds = 0;
        for (Block block : outline().blocks()) {
            if (block instanceof Block.Quote quote && quote.place().parent() < 0) {
                rounds = Math.max(rounds, Rounds.number(this, quote));
            }
        }
        return rounds;
    }

    /** Whether the same steps count in both, in the same order, with the same faults, below whichever boxes. */
    boolean readsAs(PlanText other) {
        return unplaced(steps).equals(unplaced(other.steps)) && kinds(faults).equals(kinds(other.faults));
    }

    private static List<Step> unplaced(List<Step> steps) {
        return steps.stream()
                .map(step -> step.marked(Mark.OPEN).titled("").unplaced())
                .toList();
    }

    private static List<String> kinds(List<PlanFault> faults) {
        return faults.stream().map(fault -> fault.step() + " " + fault.code()).toList();
    }

    Outline outline() {
        return read.outline();
    }

    Sections sections() {
        return read.sections();
    }

    List<StepUnit> units() {
        return read.units();
    }

    List<Box> decisionBoxes() {
        return read.decisions();
    }

    String fileName() {
        return fileName;
    }

    /** The text with LF alone. */
    static String unix(String text) {
        return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
    }
}
