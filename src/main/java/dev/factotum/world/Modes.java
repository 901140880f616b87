package dev.factotum.world;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** POSIX permissions where the file system has them; nothing elsewhere. */
final class Modes {
    private static final Set<PosixFilePermission> OWNER_FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_FOLDER = PosixFilePermissions.fromString("rwx------");

    private static final Set<PosixFilePermission> WRITES = PosixFilePermissions.fromString("-w--w--w-");

    private Modes() {}

    /** The attributes to create an owner-only file with. */
    static FileAttribute<?>[] privateFile(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_FILE)}
                : new FileAttribute<?>[0];
    }

    static void restrict(Path path) throws IOException {
        PosixFileAttributeView view = view(path);
        if (view != null) {
            PosixFileAttributes now = view.readAttributes();
            Set<PosixFilePermission> wanted = now.isDirectory() ? OWNER_FOLDER : OWNER_FILE;
            if (!now.permissions().equals(wanted)) {
                view.setPermissions(wanted);
            }
        }
    }

    static boolean ownerOnly(Path path) throws IOException {
        PosixFileAttributeView view = view(path);
        return view == null || OWNER_FOLDER.containsAll(view.readAttributes().permissions());
    }

    static boolean readOnly(Path path) throws IOException {
        PosixFileAttributeView view = view(path);
        return view != null && Collections.disjoint(view.readAttributes().permissions(), WRITES);
    }

    static void match(Path like, Path file) throws IOException {
        PosixFileAttributeView from = view(like);
        PosixFileAttributeView to = view(file);
        if (from != null && to != null) {
            Set<PosixFilePermission> wanted = from.readAttributes().permissions();
            if (!to.readAttributes().permissions().equals(wanted)) {
                to.setPermissions(wanted);
            }
        }
    }

    private static @Nullable PosixFileAttributeView view(Path path) {
        return Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }
}
