package dev.factotum.rule;

import dev.factotum.config.Settings;
import dev.factotum.engine.Planner;
import dev.factotum.plan.Draft;
import dev.factotum.problem.ItemCode;
import dev.factotum.problem.Problem;
import dev.factotum.tool.Toolbox;
import dev.factotum.world.Disk;
import dev.factotum.world.DiskFailure;
import dev.factotum.world.FileFacts;
import dev.factotum.world.FileTooLargeException;
import dev.factotum.world.Sighted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules of a vault as a planner. Files are read again when their facts change; a broken one is a problem and costs
 * the others nothing. Thread-safe.
 */
public final class RuleBook implements Planner {
    private static final int MOST_FILES = 500;
    private static final long MOST_BYTES = 256 * 1024;

    private final Disk disk;
    private final Path folder;
    private final RuleReader reader;
    private final Toolbox toolbox;
    private final Object lock = new Object();
    private Map<String, Page> pages = Map.of();
    private List<Problem> unread = List.of();

    /** @param folder the vault's Rules/, which may be missing */
    public RuleBook(Disk disk, Path folder, Toolbox toolbox) {
        this.disk = disk;
        this.folder = folder;
        this.toolbox = toolbox;
        this.reader = new RuleReader(new Arguments(toolbox));
    }

    /** A file as it was read. */
    private record Page(FileFacts facts, RuleReader.Read read) {}

    /**
     * What a rule said to a matter.
     *
     * @param rule its name; {@code file} where it stands
     * @param fired true for the one whose plan counts
     * @param why one clause for a person
     */
    public record Explanation(String rule, String file, boolean fired, String why) {}

    /** A wish for changes and a second round are not for rules: they would only say the same again. */
    @Override
    public Answer plan(Item item) {
        if (!item.wish().isBlank() || item.round() > 1) {
            return new Answer.Pass();
        }
        Facts facts = Facts.of(item);
        for (Rule rule : rules()) {
            Verdict verdict = rule.when().test(facts);
            if (verdict.holds()) {
                return answer(rule, verdict, item, facts);
            }
        }
        return new Answer.Pass();
    }

    /** Every rule in the order in which they were asked, and what each said. */
    public List<Explanation> explain(Item item) {
        Facts facts = Facts.of(item);
        List<Explanation> all = new ArrayList<>();
        Optional<Rule> winner = Optional.empty();
        for (Rule rule : rules()) {
            Verdict verdict = rule.when().test(facts);
            if (verdict.holds() && winner.isEmpty()) {
                winner = Optional.of(rule);
                all.add(new Explanation(rule.name(), rule.file(), true, verdict.because()));
            } else if (verdict.holds()) {
                all.add(new Explanation(
                        rule.name(), rule.file(), false, "it matches too, but " + beaten(winner, rule)));
            } else {
                all.add(new Explanation(rule.name(), rule.file(), false, verdict.because()));
            }
        }
        return all;
    }

    /** What is wrong with the files of Rules/, each with its line; empty where all is well. */
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        synchronized (lock) {
            refresh();
            problems.addAll(unread);
            pages.keySet().stream().sorted().forEach(file -> {
                if (pages.get(file) instanceof Page(FileFacts _, RuleReader.Read.Bad(List<RuleFault> faults))) {
                    faults.forEach(fault -> problems.add(problem(file, fault)));
                }
            });
        }
        return problems;
    }

    /** Beyond {@link #problems}: rules that can never fire, and tools that do not exist. */
    public List<Problem> check() {
        List<Problem> all = new ArrayList<>(problems());
        List<RuleReader.Read.Good> good = new ArrayList<>();
        synchronized (lock) {
            for (Page page : pages.values()) {
                if (page.read() instanceof RuleReader.Read.Good read) {
                    good.add(read);
                }
            }
        }
        all.addAll(RuleCheck.check(good, toolbox));
        return all;
    }

    private static Answer answer(Rule rule, Verdict verdict, Item item, Facts facts) {
        String because = "The rule “" + rule.name() + "” applies: " + verdict.because() + ".";
        return switch (rule.then()) {
            case Rule.Then.Complete(Leaf why) ->
                new Answer.Complete(rule.name(), closing(why, rule, verdict, item, facts));
            case Rule.Then.Propose(Template template) -> {
                Settings settings = item.settings();
                Moments moments = new Moments(
                        LocalDateTime.ofInstant(item.now(), settings.zone()),
                        item.client().map(settings.clients()::get));
                Filling filling = new Filling(Values.of(item, facts, verdict.groups()), moments);
                try {
                    Draft draft = filling.fill(template, because);
                    yield new Answer.Drafted(draft, "rule:" + rule.name(), filling.incomplete(), Optional.empty());
                } catch (Unanswered e) {
                    yield new Answer.Question(
                            "rule:" + rule.name(),
                            "The rule “" + rule.name() + "” would plan this, but " + e.what() + ".");
                }
            }
        };
    }

    /** A value that is missing is no reason to keep a matter open: the rule's own name says enough. */
    private static String closing(Leaf why, Rule rule, Verdict verdict, Item item, Facts facts) {
        try {
            return why.render(Values.of(item, facts, verdict.groups()), id -> id);
        } catch (Unanswered e) {
            return rule.name();
        }
    }

    private static String beaten(Optional<Rule> winner, Rule rule) {
        return winner.map(best -> best.priority() > rule.priority()
                        ? best.name() + " has the higher priority (" + best.priority() + " over " + rule.priority()
                                + ")"
                        : best.when().size() > rule.when().size()
                                ? best.name() + " asks for more (" + best.when().size() + " conditions over "
                                        + rule.when().size() + ")"
                                : best.name() + " comes first by name")
                .orElse("");
    }

    private List<Rule> rules() {
        synchronized (lock) {
            refresh();
            return pages.values().stream()
                    .map(Page::read)
                    .filter(RuleReader.Read.Good.class::isInstance)
                    .map(read -> ((RuleReader.Read.Good) read).rule())
                    .sorted(Rule.ORDER)
                    .toList();
        }
    }

    /** Where the folder cannot be read, the rules read last stay in force and the problem is kept. */
    private void refresh() {
        Map<String, Page> fresh = new HashMap<>();
        List<Problem> failures = new ArrayList<>();
        try {
            List<Sighted> names = disk.sight(folder, name -> name.endsWith(".md") && !name.startsWith(".")).stream()
                    .filter(seen -> seen.facts().kind() == FileFacts.Kind.FILE)
                    .sorted(Comparator.comparing(Sighted::name))
                    .toList();
            if (names.size() > MOST_FILES) {
                failures.add(problem(
                        "",
                        new RuleFault(
                                0,
                                "there are " + names.size() + " files; only the first " + MOST_FILES + " are read",
                                "Join some.")));
            }
            for (Sighted seen : names.subList(0, Math.min(names.size(), MOST_FILES))) {
                page(seen, failures).ifPresent(page -> fresh.put(seen.name(), page));
            }
            pages = Map.copyOf(fresh);
        } catch (NoSuchFileException e) {
            pages = Map.of();
        } catch (IOException e) {
            failures.add(unreadable("", e));
        }
        unread = List.copyOf(failures);
    }

    private Optional<Page> page(Sighted seen, List<Problem> failures) {
        String name = seen.name();
        Page before = pages.get(name);
        if (before != null && before.facts().equals(seen.facts())) {
            return Optional.of(before);
        }
        try {
            String source = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(disk.read(folder.resolve(name), MOST_BYTES)))
                    .toString();
            return Optional.of(new Page(seen.facts(), reader.read(name, source)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (FileTooLargeException e) {
            failures.add(problem(name, new RuleFault(1, "it is larger than 256 KiB", "Split it into several rules.")));
        } catch (CharacterCodingException e) {
            failures.add(problem(name, new RuleFault(1, "it is not UTF-8 text", "Save it as UTF-8.")));
        } catch (IOException e) {
            failures.add(unreadable(name, e));
            return Optional.ofNullable(before);
        }
        return Optional.empty();
    }

    static Problem problem(String file, RuleFault fault) {
        String where = "Rules/" + file + (fault.line() > 0 ? ":" + fault.line() : "");
        return new Problem(ItemCode.RULE_INVALID, "A rule cannot be used", where, fault.reason(), fault.hint());
    }

    private static Problem unreadable(String name, IOException e) {
        return new Problem(
                ItemCode.RULE_INVALID,
                "A rule cannot be read",
                "Rules/" + name,
                DiskFailure.of(e) == DiskFailure.DENIED ? "permission denied" : String.valueOf(e.getMessage()),
                "Check the file and its permissions; the rules read before stay in force.");
    }
}
