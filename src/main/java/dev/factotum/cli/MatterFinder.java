package dev.factotum.cli;

import dev.factotum.plan.PlanText;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.problem.VaultCode;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Names;
import dev.factotum.vault.PipelineScan;
import dev.factotum.vault.Seen;
import dev.factotum.vault.Stage;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the matter that a person means: {@code @1} of the last list, an id or its beginning or end, a path or file
 * name, a title or a part of one. A whole title comes before a part of one, wherever its matter stands; else open matters
 * come first.
 */
final class MatterFinder {
    /** Fewer characters of an id are taken for words. */
    private static final int LEAST_ID = 4;

    private static final int MOST_SHOWN = 8;
    private static final long LIMIT = 4L << 20;
    private static final Pattern NUMBER = Pattern.compile("@([0-9]{1,3})");
    private static final Pattern ID_PART = Pattern.compile("[0-9A-HJKMNP-TV-Z]{" + LEAST_ID + ",26}");

    private final Vault vault;
    private final Path here;
    private final PipelineScan scan;
    private final AtRest atRest;
    private final boolean whole;
    private @Nullable List<Seen> open;

    /** @param here the folder from which paths are meant */
    MatterFinder(Vault vault, Path here) {
        this(vault, here, false);
    }

    /** @param whole true where a part of a title is not enough: what is found is acted on without a question */
    MatterFinder(Vault vault, Path here, boolean whole) {
        this.whole = whole;
        this.vault = vault;
        this.here = here;
        this.scan = new PipelineScan(vault, false);
        this.atRest = new AtRest(vault, scan);
    }

    /** Each matter once, in the order typed; throws E-VAULT-03 or E-VAULT-04 before anything is done with any. */
    List<Seen> all(Collection<String> typed) throws IOException {
        Map<Path, Seen> found = new LinkedHashMap<>();
        for (String text : typed) {
            Seen one = one(text);
            found.putIfAbsent(one.path(), one);
        }
        return List.copyOf(found.values());
    }

    /** The one matter that is meant; throws E-VAULT-03 or E-VAULT-04. */
    Seen one(String typed) throws IOException {
        String text = typed.strip();
        var number = NUMBER.matcher(text);
        if (number.matches()) {
            return numbered(Integer.parseInt(number.group(1)));
        }
        Optional<Seen> path = path(text);
        if (path.isPresent()) {
            return path.get();
        }
        for (Search search : searches(text)) {
            List<Seen> fit = search.find();
            if (fit.size() == 1) {
                return fit.getFirst();
            }
            if (fit.size() > 1) {
                throw ambiguous(typed, fit);
            }
        }
        throw unknown(typed, atRest.fate(text.toUpperCase(Locale.ROOT)));
    }

    private interface Search {
        List<Seen> find() throws IOException;
    }

    /** From the surest meaning to the vaguest; the first that fits anything counts. */
    private List<Search> searches(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        String id = text.toUpperCase(Locale.ROOT);
        boolean idLike = ID_PART.matcher(id).matches();
        String key = key(text);
        List<Search> searches = new ArrayList<>();
        searches.add(() ->
                open(seen -> seen.id().filter(i -> i.value().equals(id)).isPresent()));
        searches.add(() -> open(seen -> key(stem(seen)).equals(key)));
        searches.add(() -> titled(title -> key(title).equals(key)));
        if (idLike) {
            searches.add(() -> open(seen -> seen.id().filter(i -> part(i, id)).isPresent()));
        }
        searches.add(() -> atRest.byStem(stem -> key(stem).equals(key)));
        searches.add(() -> atRest.byTitle(title -> key(title).equals(key)));
        if (whole) {
            if (idLike) {
                searches.add(() -> atRest.byId(i -> part(i, id)));
            }
            return searches;
        }
        searches.add(() -> open(seen -> key(stem(seen)).contains(key)));
        searches.add(() -> titled(title -> key(title).contains(key)));
        if (idLike) {
            searches.add(() -> atRest.byId(i -> part(i, id)));
        }
        searches.add(() -> atRest.byStem(stem -> key(stem).contains(key)));
        searches.add(() -> atRest.byTitle(title -> key(title).contains(key)));
        return searches;
    }

    private static boolean part(MatterId id, String typed) {
        return id.value().startsWith(typed) || id.value().endsWith(typed);
    }

    private Seen numbered(int number) throws IOException {
        Optional<MatterId> id = new LastList(vault).at(number);
        if (id.isEmpty()) {
            throw new ProblemException(new Problem(
                    VaultCode.NO_SUCH_MATTER,
                    "There is no @" + number + ".",
                    "@" + number,
                    "the last list that was printed in this terminal has no such number",
                    VaultCode.NO_SUCH_MATTER.remedy()));
        }
        return one(id.get().value());
    }

    /** A file by its path, from here or from the vault's root. */
    private Optional<Seen> path(String text) throws IOException {
        if (!text.endsWith(".md") || text.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        for (Path base : List.of(here, vault.root())) {
            Path path = base.resolve(text).normalize();
            if (path.startsWith(vault.root()) && Stage.ofFolder(folder(path)).isPresent()) {
                Optional<Seen> seen = scan.at(path);
                if (seen.isPresent()) {
                    return seen;
                }
            }
        }
        return Optional.empty();
    }

    private String folder(Path path) {
        Path relative = vault.root().relativize(path);
        return relative.getNameCount() < 2 ? "" : relative.getName(0).toString();
    }

    private List<Seen> open(Predicate<Seen> wanted) throws IOException {
        return open().stream().filter(wanted).toList();
    }

    private List<Seen> open() throws IOException {
        if (open == null) {
            open = scan.look().seen();
        }
        return open;
    }

    private List<Seen> titled(Predicate<String> wanted) throws IOException {
        List<Seen> found = new ArrayList<>();
        for (Seen seen : open()) {
            if (seen.name().endsWith(".md") && wanted.test(title(seen))) {
                found.add(seen);
            }
        }
        return found;
    }

    private String title(Seen seen) throws IOException {
        try {
            byte[] bytes = vault.world().disk().read(seen.path(), LIMIT);
            return PlanText.parse(new String(bytes, StandardCharsets.UTF_8), seen.name())
                    .title();
        } catch (NoSuchFileException moved) {
            return stem(seen);
        }
    }

    /** The form in which a title, the file name made from it, and what a person types of either are equal. */
    private static String key(String text) {
        return Names.clashKey(Names.stem(withoutEnding(text)));
    }

    private static String stem(Seen seen) {
        return withoutEnding(seen.name());
    }

    static String withoutEnding(String name) {
        return name.endsWith(".md") ? name.substring(0, name.length() - 3) : name;
    }

    private static ProblemException ambiguous(String typed, List<Seen> fit) {
        String shown = fit.stream().limit(MOST_SHOWN).map(MatterFinder::shown).collect(Collectors.joining("\n"));
        String more = fit.size() > MOST_SHOWN ? "\nand " + (fit.size() - MOST_SHOWN) + " more" : "";
        return new ProblemException(new Problem(
                VaultCode.AMBIGUOUS_NAME,
                fit.size() + " matters fit “" + typed + "”.",
                "",
                shown + more,
                VaultCode.AMBIGUOUS_NAME.remedy()));
    }

    private ProblemException unknown(String typed, Optional<String> fate) throws IOException {
        String why = fate.orElse("");
        List<Seen> near = near(typed);
        if (!near.isEmpty()) {
            why = "there are, with a word of it:\n"
                    + near.stream().map(MatterFinder::shown).collect(Collectors.joining("\n"));
        }
        return new ProblemException(new Problem(
                VaultCode.NO_SUCH_MATTER,
                whole ? "No matter is called “" + typed + "”, as a whole." : "No matter fits “" + typed + "”.",
                vault.root().toString(),
                why,
                whole && !near.isEmpty()
                        ? "With --yes nothing is asked, so a part of a title is not enough: write the whole title, or"
                                + " the id."
                        : VaultCode.NO_SUCH_MATTER.remedy()));
    }

    /** Open matters whose names share a word of some length with what was typed. */
    private List<Seen> near(String typed) throws IOException {
        List<String> words = Pattern.compile("[^\\p{L}\\p{N}]+")
                .splitAsStream(typed)
                .filter(word -> word.length() >= 4)
                .map(Names::clashKey)
                .toList();
        return open().stream()
                .filter(seen -> words.stream().anyMatch(Names.clashKey(seen.name())::contains))
                .limit(MOST_SHOWN)
                .toList();
    }

    private static String shown(Seen seen) {
        return stem(seen) + "  (" + seen.id().map(id -> shortId(id) + ", ").orElse("")
                + seen.stage().folder() + ")";
    }

    /** The end of an id, which differs even between matters of one moment; people may type it. */
    static String shortId(MatterId id) {
        return id.value().substring(20);
    }
}
