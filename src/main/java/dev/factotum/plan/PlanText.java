package dev.factotum.plan;

import dev.factotum.markdown.Properties;
import dev.factotum.vault.MatterId;
import java.util.List;
import java.util.Optional;

/** One matter's file, read. Reading never fails: what is wrong with it is in {@link #faults}. Immutable. */
public final class PlanText {
    private final String source;

    private PlanText(String source) {
        this.source = source;
    }

    /** @param source strict UTF-8 decoded, BOM and CRLF as they are; @param fileName for a title where no heading is */
    public static PlanText parse(String source, String fileName) {
        return new PlanText(source + fileName);
    }

    public String source() {
        return source;
    }

    public Properties properties() {
        throw new UnsupportedOperationException();
    }

    public Optional<MatterId> id() {
        throw new UnsupportedOperationException();
    }

    /** The revision property; 0 where there is none. */
    public int rev() {
        throw new UnsupportedOperationException();
    }

    /** The first H1, else the file's name; plain text. */
    public String title() {
        throw new UnsupportedOperationException();
    }

    /** In file order; only steps that count. A step with a fault that hides its skill is in faults alone. */
    public List<Step> steps() {
        throw new UnsupportedOperationException();
    }

    public Decisions decisions() {
        throw new UnsupportedOperationException();
    }

    public List<PlanFault> faults() {
        throw new UnsupportedOperationException();
    }

    /** What the person wrote: prose outside everything the engine owns and outside Source; trimmed. */
    public String prose() {
        throw new UnsupportedOperationException();
    }

    /** What stands under <em>Tell the agent</em>; trimmed. */
    public String tellTheAgent() {
        throw new UnsupportedOperationException();
    }

    /** The quoted original under <em>Source</em>, unescaped; empty where there is none. */
    public String quotedSource() {
        throw new UnsupportedOperationException();
    }

    /** The number of finished rounds folded into the file. */
    public int rounds() {
        throw new UnsupportedOperationException();
    }
}
