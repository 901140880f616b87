package dev.factotum.plan;

import com.google.re2j.Pattern;
import dev.factotum.markdown.Block;
import dev.factotum.markdown.Outline;
import dev.factotum.markdown.Unescape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The title of a note and what stands under its headings. */
final class Sections {
    static final String TELL = "tell the agent";
    static final String WHY = "why";
    static final String SOURCE = "source";
    static final String STEPS = "steps";

    private static final Pattern ROUND = Pattern.compile("round \\d+");

    private final Optional<Block.Heading> title;
    private final List<Section> all;
    /** Ends of the sections in which nothing counts, by their starts; those within others are left out. */
    private final NavigableMap<Integer, Integer> inert = new TreeMap<>();

    private Sections(Optional<Block.Heading> title, List<Section> all) {
        this.title = title;
        this.all = List.copyOf(all);
        int end = -1;
        for (Section section : all) {
            if (section.inert() && section.start() >= end) {
                inert.put(section.start(), section.end());
                end = section.end();
            }
        }
    }

    /**
     * One section.
     *
     * @param name the heading's words in lower case
     * @param start offset of the heading
     * @param body offset behind the heading
     * @param end offset of the next heading of the same rank or higher, or the end of the text
     */
    record Section(String name, int start, int body, int end) {
        /** True where nothing in it counts. */
        boolean inert() {
            return name.equals(TELL) || name.equals(WHY) || name.equals(SOURCE) || ROUND.matches(name);
        }
    }

    static Sections of(String source, Outline outline) {
        List<Block.Heading> headings = new ArrayList<>();
        for (Block block : outline.blocks()) {
            if (block instanceof Block.Heading heading && block.place().parent() < 0) {
                headings.add(heading);
            }
        }
        Optional<Block.Heading> title =
                headings.stream().filter(heading -> heading.level() == 1).findFirst();
        List<Section> sections = new ArrayList<>();
        List<Section> open = new ArrayList<>();
        List<Integer> ranks = new ArrayList<>();
        for (Block.Heading heading : headings) {
            close(sections, open, ranks, heading.level(), heading.start());
            if (title.isEmpty() || heading.start() != title.get().start()) {
                String name = Unescape.line(heading.text().of(source)).strip().toLowerCase(Locale.ROOT);
                open.add(new Section(name, heading.start(), heading.end(), source.length()));
                ranks.add(heading.level());
            }
        }
        close(sections, open, ranks, 0, source.length());
        sections.sort(Comparator.comparingInt(Section::start));
        return new Sections(title, sections);
    }

    /** Ends the open sections of this rank and below. */
    private static void close(List<Section> done, List<Section> open, List<Integer> ranks, int rank, int end) {
        while (!open.isEmpty() && ranks.getLast() >= rank) {
            Section last = open.removeLast();
            ranks.removeLast();
            done.add(new Section(last.name(), last.start(), last.body(), end));
        }
    }

    /** The first heading of rank 1. */
    Optional<Block.Heading> title() {
        return title;
    }

    /** In the order of the text; a section may hold others. */
    List<Section> all() {
        return all;
    }

    Optional<Section> named(String name) {
        return all.stream().filter(section -> section.name().equals(name)).findFirst();
    }

    /** True where nothing at this offset counts: under <em>Tell the agent</em>, <em>Why</em>, <em>Source</em>, a round. */
    boolean inert(int offset) {
        Map.Entry<Integer, Integer> span = inert.floorEntry(offset);
        return span != null && offset < span.getValue();
    }
}
