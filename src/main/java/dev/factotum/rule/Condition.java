package dev.factotum.rule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One thing that a rule asks, or several joined. A list of values within one key means any of them. */
sealed interface Condition {
    Verdict test(Facts facts);

    /** How many single questions it asks: of two rules that match, the narrower one wins. */
    default int size() {
        return 1;
    }

    /** Names that a match may give values to. */
    default Set<String> groups() {
        return Set.of();
    }

    record Kind(Set<String> kinds) implements Condition {
        public Kind {
            kinds = Set.copyOf(kinds);
        }

        @Override
        public Verdict test(Facts facts) {
            return Verdict.of(
                    kinds.contains(facts.kind()),
                    "the kind is " + facts.kind() + (kinds.contains(facts.kind()) ? "" : ", not " + either(kinds)));
        }
    }

    /** Whether the contacts and clients know the sender; false for both where there is no sender. */
    record Known(boolean known) implements Condition {
        @Override
        public Verdict test(Facts facts) {
            return Verdict.of(
                    facts.from().isPresent() && facts.known() == known,
                    facts.from().isEmpty()
                            ? "it has no sender"
                            : facts.known() ? "the sender is known" : "nobody here knows the sender");
        }
    }

    /** One of the matter's values by globs. */
    record Like(Field field, List<Glob> globs) implements Condition {
        public Like {
            globs = List.copyOf(globs);
        }

        @Override
        public Verdict test(Facts facts) {
            List<String> values = field.of(facts);
            boolean holds = values.stream().anyMatch(value -> globs.stream().anyMatch(glob -> glob.matches(value)));
            String shown = values.isEmpty()
                    ? "there is no " + field.words
                    : "the " + field.words + " is " + String.join(", ", values);
            return Verdict.of(holds, holds ? shown : shown + (values.isEmpty() ? "" : ", not " + either(globs)));
        }
    }

    /** Words or expressions in the subject or body. */
    record Text(boolean subject, List<TextPattern> patterns) implements Condition {
        public Text {
            patterns = List.copyOf(patterns);
        }

        @Override
        public Verdict test(Facts facts) {
            for (TextPattern pattern : patterns) {
                Optional<Map<String, String>> groups = pattern.find(subject ? facts.subject() : facts.body());
                if (groups.isPresent()) {
                    return new Verdict(true, "the " + place() + " has " + pattern.shown(), groups.get());
                }
            }
            return Verdict.no("the " + place() + " does not have "
                    + either(patterns.stream().map(TextPattern::shown).toList()));
        }

        private String place() {
            return subject ? "subject" : "body";
        }

        @Override
        public Set<String> groups() {
            return patterns.stream()
                    .flatMap(pattern -> pattern.groups().stream())
                    .collect(Collectors.toSet());
        }
    }

    record Has(Set<Thing> things) implements Condition {
        public Has {
            things = Set.copyOf(things);
        }

        @Override
        public Verdict test(Facts facts) {
            for (Thing thing : new TreeSet<>(things)) {
                if (thing.in(facts)) {
                    return Verdict.yes("it has " + thing.words);
                }
            }
            return Verdict.no("it has no "
                    + String.join(
                            " or ",
                            new TreeSet<>(things)
                                    .stream().map(thing -> thing.bare).toList()));
        }
    }

    /** @param older true for more than, false for less than */
    record Age(boolean older, Duration limit) implements Condition {
        @Override
        public Verdict test(Facts facts) {
            boolean holds =
                    older ? facts.age().compareTo(limit) > 0 : facts.age().compareTo(limit) < 0;
            return Verdict.of(
                    holds,
                    "it is " + (holds == older ? "more than " : "not more than ")
                            + limit.toString()
                                    .substring(1)
                                    .toLowerCase(Locale.ROOT)
                                    .replace("t", "") + " old");
        }
    }

    record All(List<Condition> conditions) implements Condition {
        public All {
            conditions = List.copyOf(conditions);
        }

        @Override
        public Verdict test(Facts facts) {
            Verdict all = Verdict.yes("");
            List<String> reasons = new ArrayList<>();
            for (Condition condition : conditions) {
                Verdict verdict = condition.test(facts);
                if (!verdict.holds()) {
                    return verdict;
                }
                reasons.add(verdict.because());
                all = new Verdict(true, "", all.groupsWith(verdict.groups()));
            }
            return new Verdict(true, String.join("; ", reasons), all.groups());
        }

        @Override
        public int size() {
            return conditions.stream().mapToInt(Condition::size).sum();
        }

        @Override
        public Set<String> groups() {
            return union(conditions);
        }
    }

    /** Holds where one does; every one that holds gives its groups. */
    record Any(List<Condition> conditions) implements Condition {
        public Any {
            conditions = List.copyOf(conditions);
        }

        @Override
        public Verdict test(Facts facts) {
            TreeMap<String, String> groups = new TreeMap<>();
            Optional<String> because = Optional.empty();
            List<String> reasons = new ArrayList<>();
            for (Condition condition : conditions) {
                Verdict verdict = condition.test(facts);
                if (verdict.holds()) {
                    verdict.groups().forEach(groups::putIfAbsent);
                    because = because.or(() -> Optional.of(verdict.because()));
                }
                reasons.add(verdict.because());
            }
            return because.map(text -> new Verdict(true, text, groups))
                    .orElseGet(() -> Verdict.no(String.join(", and ", reasons)));
        }

        @Override
        public int size() {
            return conditions.stream().mapToInt(Condition::size).min().orElse(0);
        }

        @Override
        public Set<String> groups() {
            return union(conditions);
        }
    }

    record Not(Condition condition) implements Condition {
        @Override
        public Verdict test(Facts facts) {
            Verdict verdict = condition.test(facts);
            return Verdict.of(!verdict.holds(), verdict.because());
        }

        @Override
        public int size() {
            return condition.size();
        }
    }

    /** Values compared by glob. */
    enum Field {
        FROM("sender"),
        TO("receiver"),
        CLIENT("client"),
        ACCOUNT("account"),
        CHANNEL("channel");

        private final String words;

        Field(String words) {
            this.words = words;
        }

        private List<String> of(Facts facts) {
            return switch (this) {
                case FROM -> facts.from().map(Sender::address).stream().toList();
                case TO -> facts.to().stream().map(Facts::bare).toList();
                case CLIENT -> facts.client().stream().toList();
                case ACCOUNT -> facts.account().stream().toList();
                case CHANNEL -> facts.channel().stream().toList();
            };
        }
    }

    /** What a matter may hold. */
    enum Thing {
        ATTACHMENT("attachment", "an attachment"),
        AMOUNT("amount", "an amount"),
        LINK("link", "a link"),
        LIST("list", "the mark of a mailing list"),
        AUTO_REPLY("auto-reply", "the mark of an automatic answer"),
        /** A list, an automatic answer, a bounce or a notice: answering it may go in circles. */
        MACHINE("machine", "the mark of a machine that sent it");

        private final String bare;
        private final String words;

        Thing(String bare, String words) {
            this.bare = bare;
            this.words = words;
        }

        static Optional<Thing> of(String word) {
            for (Thing thing : values()) {
                if (thing.bare.equals(word)) {
                    return Optional.of(thing);
                }
            }
            return Optional.empty();
        }

        private boolean in(Facts facts) {
            return switch (this) {
                case ATTACHMENT -> !facts.attachments().isEmpty();
                case AMOUNT -> facts.amount().isPresent();
                case LINK -> facts.link().isPresent();
                case LIST -> facts.auto().stream().anyMatch("list"::equals);
                case AUTO_REPLY ->
                    facts.auto().stream().anyMatch(auto -> auto.equals("reply") || auto.equals("bounce"));
                case MACHINE -> facts.auto().isPresent();
            };
        }
    }

    private static Set<String> union(List<Condition> conditions) {
        return conditions.stream()
                .flatMap(condition -> condition.groups().stream())
                .collect(Collectors.toSet());
    }

    private static String either(java.util.Collection<?> values) {
        return values.stream().map(Object::toString).sorted().collect(Collectors.joining(" or "));
    }
}
