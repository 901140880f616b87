package dev.factotum.channel.sandbox;

import dev.factotum.tool.AttachedFile;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * Which files a channel takes with a post.
 *
 * @param channel as people call it: {@code X}
 * @param most how many at once
 */
public record Media(String channel, String argument, int most, List<Kind> kinds) {
    /** @param alone true where such a file stands with no other; @param bytes the size allowed */
    public record Kind(String name, Set<String> endings, long bytes, boolean alone) {
        public Kind {
            endings = Set.copyOf(endings);
        }
    }

    public Media {
        kinds = List.copyOf(kinds);
    }

    public void check(Arguments arguments, List<AttachedFile> files, Faults faults) {
        int count = arguments.list(argument).size();
        if (count > most) {
            faults.add(argument, "has " + count + " files; " + most + " are allowed", "Leave some out.");
        }
        List<AttachedFile> mine =
                files.stream().filter(file -> file.argument().equals(argument)).toList();
        mine.forEach(file -> check(file, count, faults));
        if (arguments.resolved() && mine.size() != count) {
            faults.add(argument, "names a file that is not there", "Look whether the file still stands in the vault.");
        }
    }

    /** Files in the order in which the step names them: those that came by a reference were found last. */
    public static List<AttachedFile> inOrder(Arguments arguments, String argument, List<AttachedFile> files) {
        List<String> names = arguments.list(argument);
        ToIntFunction<AttachedFile> place = file -> IntStream.range(0, names.size())
                .filter(i -> file.path().toString().endsWith(names.get(i)))
                .findFirst()
                .orElse(-1);
        boolean clear = files.stream().mapToInt(place).distinct().count() == files.size()
                && files.stream().mapToInt(place).allMatch(i -> i >= 0);
        return clear ? files.stream().sorted(Comparator.comparingInt(place)).toList() : files;
    }

    private void check(AttachedFile file, int count, Faults faults) {
        Optional<Kind> found = kindOf(file.name());
        if (found.isEmpty()) {
            faults.add(
                    argument,
                    "has " + file.name() + ", which " + channel + " does not take",
                    "It takes " + String.join(", ", endings()) + ".");
            return;
        }
        Kind kind = found.get();
        if (file.size() == 0) {
            faults.add(argument, "has " + file.name() + ", which is empty", "Put the file there again.");
        }
        if (file.size() > kind.bytes()) {
            faults.add(
                    argument,
                    "has " + file.name() + " of " + Texts.megabytes(file.size()) + "; " + Texts.megabytes(kind.bytes())
                            + " are allowed",
                    "Make the file smaller.");
        }
        if (kind.alone() && count > 1) {
            faults.add(
                    argument,
                    "has a " + kind.name() + " beside other files; " + channel + " takes one " + kind.name()
                            + " by itself",
                    "Leave the others out.");
        }
    }

    private Optional<Kind> kindOf(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return kinds.stream().filter(kind -> kind.endings().contains(ending)).findFirst();
    }

    private Set<String> endings() {
        Set<String> all = new TreeSet<>();
        kinds.forEach(kind -> all.addAll(kind.endings()));
        return all;
    }
}
