package dev.factotum;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Set;
import java.util.function.Predicate;

/** The ways by which a program reaches outside itself, as predicates over what its classes use. */
final class Outside {
    private static final Set<String> FILE_TYPES = Set.of(
            "java.nio.file.Files",
            "java.io.File",
            "java.io.FileInputStream",
            "java.io.FileOutputStream",
            "java.io.FileReader",
            "java.io.FileWriter",
            "java.io.RandomAccessFile",
            "java.nio.channels.FileChannel",
            "java.nio.channels.AsynchronousFileChannel",
            "java.nio.file.WatchService",
            "org.apache.commons.io.FileUtils");

    private Outside() {}

    static DescribedPredicate<JavaClass> disk() {
        return describe("touch the disk", type -> FILE_TYPES.contains(type.getName()));
    }

    static DescribedPredicate<JavaAccess<?>> realPaths() {
        return access(
                "resolve a path on the disk", target -> is(target, "java.nio.file.Path", "toRealPath", "register"));
    }

    static DescribedPredicate<JavaAccess<?>> timeAndChance() {
        return access("read a clock or roll dice", Outside::isTimeOrChance);
    }

    private static boolean isTimeOrChance(AccessTarget target) {
        if (!(target instanceof CodeUnitAccessTarget called)) {
            return false;
        }
        boolean unseeded = called.getRawParameterTypes().isEmpty();
        boolean clocked = called.getRawParameterTypes().stream()
                .anyMatch(type -> type.getName().equals("java.time.Clock"));
        return is(target, "java.lang.System", "currentTimeMillis", "nanoTime")
                || (target.getOwner().getPackageName().startsWith("java.time")
                        && target.getName().equals("now")
                        && !clocked)
                || (target.getOwner().getName().equals("java.time.Clock")
                        && (target.getName().startsWith("system")
                                || target.getName().startsWith("tick")))
                || is(target, "java.time.InstantSource", "system")
                || (is(target, "java.util.Date", "<init>") && unseeded)
                || is(target, "java.util.Calendar", "getInstance")
                || is(target, "java.lang.Math", "random")
                || is(target, "java.util.UUID", "randomUUID")
                || is(target, "java.util.concurrent.ThreadLocalRandom", "current")
                || (is(target, "java.util.Random", "<init>") && unseeded)
                || is(target, "java.security.SecureRandom", "<init>", "getInstanceStrong");
    }

    static DescribedPredicate<JavaAccess<?>> threads() {
        return access(
                "start or stop a thread",
                target -> is(
                                target,
                                "java.lang.Thread",
                                "<init>",
                                "sleep",
                                "ofVirtual",
                                "ofPlatform",
                                "startVirtualThread")
                        || target.getOwner().getName().equals("java.util.concurrent.Executors")
                        || is(target, "java.util.concurrent.ForkJoinPool", "<init>", "commonPool")
                        || is(target, "java.util.concurrent.ThreadPoolExecutor", "<init>")
                        || is(target, "java.util.Timer", "<init>"));
    }

    static DescribedPredicate<JavaAccess<?>> processes() {
        return access(
                "use the operating system's processes",
                target -> is(target, "java.lang.ProcessBuilder", "<init>")
                        || is(target, "java.lang.Runtime", "exec")
                        || target.getOwner().getName().equals("java.lang.ProcessHandle")
                        || is(target, "java.lang.System", "getenv", "exit"));
    }

    static DescribedPredicate<JavaAccess<?>> standardStreams() {
        return access(
                "use the standard streams",
                target -> is(target, "java.lang.System", "out", "err", "in", "console")
                        || target.getName().equals("printStackTrace"));
    }

    private static DescribedPredicate<JavaAccess<?>> access(String words, Predicate<AccessTarget> targets) {
        return describe(words, access -> targets.test(access.getTarget()));
    }

    private static boolean is(AccessTarget target, String owner, String... names) {
        return target.getOwner().getName().equals(owner) && Set.of(names).contains(target.getName());
    }
}
