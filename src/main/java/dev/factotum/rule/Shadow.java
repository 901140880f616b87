package dev.factotum.rule;

import java.util.List;
import java.util.Optional;

/** Which conditions say the same, less, or the opposite. Sound, not complete: what it claims is true. */
final class Shadow {
    private Shadow() {}

    /** True where everything that meets {@code narrow} surely meets {@code wide}. */
    static boolean implies(Condition narrow, Condition wide) {
        if (narrow.equals(wide)) {
            return true;
        }
        if (wide instanceof Condition.All(List<Condition> parts)) {
            return parts.stream().allMatch(part -> implies(narrow, part));
        }
        if (narrow instanceof Condition.Any(List<Condition> ways)) {
            return !ways.isEmpty() && ways.stream().allMatch(way -> implies(way, wide));
        }
        if (wide instanceof Condition.Any(List<Condition> ways)
                && ways.stream().anyMatch(way -> implies(narrow, way))) {
            return true;
        }
        if (narrow instanceof Condition.All(List<Condition> parts)) {
            return parts.stream().anyMatch(part -> implies(part, wide));
        }
        if (narrow instanceof Condition.Not(Condition no) && wide instanceof Condition.Not(Condition less)) {
            return implies(less, no);
        }
        return single(narrow, wide);
    }

    private static boolean single(Condition narrow, Condition wide) {
        return switch (wide) {
            case Condition.Kind(var kinds) -> narrow instanceof Condition.Kind(var few) && kinds.containsAll(few);
            case Condition.Has(var things) -> narrow instanceof Condition.Has(var few) && things.containsAll(few);
            case Condition.Like(var field, var globs) ->
                narrow instanceof Condition.Like(var same, var few)
                        && same == field
                        && few.stream().allMatch(one -> globs.stream().anyMatch(glob -> covers(glob, one)));
            case Condition.Age(boolean older, var limit) ->
                narrow instanceof Condition.Age(boolean same, var mine)
                        && same == older
                        && (older ? mine.compareTo(limit) >= 0 : mine.compareTo(limit) <= 0);
            case Condition.Text(boolean subject, var patterns) ->
                narrow instanceof Condition.Text(boolean same, var mine)
                        && same == subject
                        && mine.stream().allMatch(one -> patterns.stream().anyMatch(other -> covers(other, one)));
            case Condition.Known _, Condition.All _, Condition.Any _, Condition.Not _ -> false;
        };
    }

    private static boolean covers(Glob wide, Glob narrow) {
        return wide.equals(narrow) || (plain(List.of(narrow)) && wide.matches(narrow.pattern()));
    }

    private static boolean covers(TextPattern wide, TextPattern narrow) {
        return switch (wide) {
            case TextPattern.Words words ->
                narrow instanceof TextPattern.Words(var longer, var _)
                        && java.util.Collections.indexOfSubList(longer, words.words()) >= 0;
            case TextPattern.Regex regex ->
                narrow instanceof TextPattern.Regex same && same.shown().equals(regex.shown());
        };
    }

    /** Two parts that can never both hold, in words; empty where none were found. */
    static Optional<String> contradiction(Condition.All all) {
        List<Condition> parts = flat(all);
        for (int i = 0; i < parts.size(); i++) {
            for (int j = i + 1; j < parts.size(); j++) {
                if (excludes(parts.get(i), parts.get(j)) || excludes(parts.get(j), parts.get(i))) {
                    return Optional.of(words(parts.get(i)) + " and " + words(parts.get(j)) + " exclude each other");
                }
            }
        }
        return Optional.empty();
    }

    private static boolean excludes(Condition one, Condition other) {
        if (other instanceof Condition.Not(Condition never) && implies(one, never)) {
            return true;
        }
        return switch (one) {
            case Condition.Kind(var kinds) ->
                other instanceof Condition.Kind(var others) && java.util.Collections.disjoint(kinds, others);
            case Condition.Known(boolean known) -> other instanceof Condition.Known(boolean also) && known != also;
            case Condition.Age(boolean older, var limit) ->
                older && other instanceof Condition.Age(boolean too, var most) && !too && most.compareTo(limit) <= 0;
            case Condition.Like(var field, var globs) ->
                field != Condition.Field.TO
                        && other instanceof Condition.Like(var same, var others)
                        && same == field
                        && plain(globs)
                        && plain(others)
                        && java.util.Collections.disjoint(globs, others);
            case Condition.Has _, Condition.Text _, Condition.All _, Condition.Any _, Condition.Not _ -> false;
        };
    }

    private static boolean plain(List<Glob> globs) {
        return globs.stream()
                .allMatch(glob ->
                        glob.pattern().indexOf('*') < 0 && glob.pattern().indexOf('?') < 0);
    }

    private static String words(Condition condition) {
        return switch (condition) {
            case Condition.Kind _ -> "`kind`";
            case Condition.Known(boolean known) -> known ? "`from: known`" : "`from: unknown`";
            case Condition.Age(boolean older, var _) -> older ? "`age: >`" : "`age: <`";
            case Condition.Like(var field, var _) -> "`" + field.name().toLowerCase(java.util.Locale.ROOT) + "`";
            case Condition.Has _ -> "`has`";
            case Condition.Text(boolean subject, var _) -> subject ? "`subject`" : "`body`";
            case Condition.Not _ -> "`not`";
            case Condition.All _ -> "`all`";
            case Condition.Any _ -> "`any`";
        };
    }

    private static List<Condition> flat(Condition.All all) {
        return all.conditions().stream()
                .flatMap(part ->
                        part instanceof Condition.All inner ? flat(inner).stream() : java.util.stream.Stream.of(part))
                .toList();
    }
}
