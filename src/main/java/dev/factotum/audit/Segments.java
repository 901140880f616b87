package dev.factotum.audit;

import dev.factotum.world.Disk;
import dev.factotum.world.FileFacts;
import dev.factotum.world.Listed;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of the log: the chain's segments by month, and the pages in the order in which they were written. */
final class Segments {
    static final String PAGE = "Audit_Log.md";

    private static final Pattern SEGMENT = Pattern.compile("([0-9]{4}-[0-9]{2})\\.ndjson");
    private static final Pattern ROTATED = Pattern.compile("([0-9]{4}-[0-9]{2})(?:-([1-9][0-9]{0,5}))?\\.md");

    private final Disk disk;
    private final Path root;

    Segments(Disk disk, Path root) {
        this.disk = disk;
        this.root = root;
    }

    Path root() {
        return root;
    }

    Path folder() {
        return root.resolve(".agent").resolve("audit");
    }

    Path file(String month) {
        return folder().resolve(month + ".ndjson");
    }

    static String name(String month) {
        return ".agent/audit/" + month + ".ndjson";
    }

    Path page() {
        return root.resolve(PAGE);
    }

    Path rotatedFolder() {
        return root.resolve("Audit");
    }

    /** A page that was put aside. @param number 1 for the first of a month, which carries none in its name */
    record Rotated(String month, int number) {
        String file() {
            return month + (number == 1 ? "" : "-" + number) + ".md";
        }
    }

    /** The months that have a segment, oldest first. */
    List<String> months() throws IOException {
        List<String> months = new ArrayList<>();
        for (String name : names(folder())) {
            Matcher segment = SEGMENT.matcher(name);
            if (segment.matches()) {
                months.add(segment.group(1));
            }
        }
        months.sort(Comparator.naturalOrder());
        return months;
    }

    /** The segments as they are now, oldest first. */
    List<Source> sources() throws IOException {
        List<Source> sources = new ArrayList<>();
        for (String month : months()) {
            sources.add(new Source(name(month), file(month), size(file(month))));
        }
        return sources;
    }

    /** The pages that were put aside, oldest first, by their names alone: years of them cost an append next to nothing. */
    List<Rotated> rotated() throws IOException {
        List<Rotated> pages = new ArrayList<>();
        try {
            disk.sight(rotatedFolder(), name -> {
                Matcher page = ROTATED.matcher(name);
                if (page.matches()) {
                    String number = page.group(2);
                    pages.add(new Rotated(page.group(1), number == null ? 1 : Integer.parseInt(number)));
                }
                return false;
            });
        } catch (NoSuchFileException none) {
            return List.of();
        }
        pages.sort(Comparator.comparing(Rotated::month).thenComparingInt(Rotated::number));
        return pages;
    }

    /** Empty where what has the name is no regular file. */
    Optional<Source> source(Rotated page) throws IOException {
        Path path = rotatedFolder().resolve(page.file());
        return disk.facts(path)
                .filter(facts -> facts.kind() == FileFacts.Kind.FILE)
                .map(facts -> new Source("Audit/" + page.file(), path, facts.size()));
    }

    /** All pages as they are now, oldest first, Audit_Log.md last where it is there. */
    List<Source> pages() throws IOException {
        List<Source> sources = new ArrayList<>();
        for (Rotated page : rotated()) {
            source(page).ifPresent(sources::add);
        }
        Optional<FileFacts> now = disk.facts(page());
        if (now.isPresent()) {
            sources.add(new Source(PAGE, page(), now.get().size()));
        }
        return sources;
    }

    /** Bytes in a file; 0 where there is none. */
    long size(Path file) throws IOException {
        return disk.facts(file).map(FileFacts::size).orElse(0L);
    }

    private List<String> names(Path folder) throws IOException {
        try {
            return disk.list(folder).stream()
                    .filter(entry -> entry.kind() == FileFacts.Kind.FILE)
                    .map(Listed::name)
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }
}
