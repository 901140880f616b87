package dev.factotum.vault;

import com.github.f4b6a3.ulid.Ulid;
import dev.factotum.world.World;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of our temporary files: {@code .~agent-PID-ULID.tmp}, {@code .~agent-PID-ULID-FRESH-READ.tmp} in a swap, and
 * {@code .~agent-PID-ULID-FRESH-READ=NAME.tmp} for the file that steps aside where the disk cannot swap.
 */
final class Temps {
    /** Both digests are cut to this many hex digits. */
    static final int DIGITS = 12;

    private static final Pattern NAME = Pattern.compile(
            "\\.~agent-(\\d{1,18})-([0-7][0-9A-HJKMNP-TV-Z]{25})(?:-([0-9a-f]{12})-([0-9a-f]{12})(?:=(.+))?)?\\.tmp",
            Pattern.DOTALL);

    private final World world;

    Temps(World world) {
        this.world = world;
    }

    /**
     * What a temporary file's name says.
     *
     * @param swap present once the file takes part in a swap; its bytes were forced before it got this name
     * @param stood the name under which the file stood before it stepped aside, its start cut where it is very long
     */
    record Mark(long pid, Instant made, Optional<Swap> swap, Optional<String> stood) {}

    /** The bytes that go in and those that are expected to come out, as cut digests. */
    record Swap(String fresh, String read) {
        static Swap of(byte[] fresh, byte[] read) {
            return new Swap(cut(fresh), cut(read));
        }

        static String cut(byte[] bytes) {
            return Digest.of(bytes).hex().substring(0, DIGITS);
        }
    }

    Path beside(Path file) {
        return file.resolveSibling(prefix() + ".tmp");
    }

    /** The name of the same file once it is forced and about to be swapped. */
    static Path marked(Path temp, Swap swap) {
        String name = String.valueOf(temp.getFileName());
        String start = name.substring(0, name.length() - ".tmp".length());
        return temp.resolveSibling(start + "-" + swap.fresh() + "-" + swap.read() + ".tmp");
    }

    /** Where the file of this name steps aside for a marked one. */
    static Path out(Path marked, String stood) {
        String name = String.valueOf(marked.getFileName());
        String start = name.substring(0, name.length() - ".tmp".length());
        return marked.resolveSibling(start + "=" + Undo.cut(stood) + ".tmp");
    }

    /** The marked file for which this one stepped aside. */
    static Path put(Path out) {
        String name = String.valueOf(out.getFileName());
        return out.resolveSibling(name.substring(0, name.indexOf('=')) + ".tmp");
    }

    static Optional<Mark> parse(String name) {
        Matcher match = NAME.matcher(name);
        if (!match.matches()) {
            return Optional.empty();
        }
        Optional<Swap> swap =
                match.group(3) == null ? Optional.empty() : Optional.of(new Swap(match.group(3), match.group(4)));
        return Optional.of(new Mark(
                Long.parseLong(match.group(1)),
                Ulid.getInstant(match.group(2)),
                swap,
                Optional.ofNullable(match.group(5))));
    }

    /** True where the process that made it is gone: none with its number runs, or one that started later. */
    boolean orphaned(Mark mark) {
        return !world.processes().alive(mark.pid(), mark.made());
    }

    private String prefix() {
        return ".~agent-" + world.processes().pid() + "-" + world.ids().ulid();
    }
}
