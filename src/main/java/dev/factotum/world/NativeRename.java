package dev.factotum.world;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Linux's renameat2(2) through the foreign-function API. The class is loaded by the first rename that needs it, for
 * linking costs tens of milliseconds.
 */
final class NativeRename {
    /** Fails where the target exists. */
    static final int NO_REPLACE = 1;

    /** Swaps both names atomically. */
    static final int EXCHANGE = 2;

    private static final int AT_FDCWD = -100;
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final Charset NAMES = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    private static final @Nullable MethodHandle CALL = link();

    private NativeRename() {}

    /**
     * Renames; false where the system or file system does not know the call or the flag, and then nothing was done.
     *
     * @throws NoSuchFileException where the source, a target folder or, with EXCHANGE, either is missing
     * @throws FileAlreadyExistsException where the target exists, with NO_REPLACE
     */
    static boolean rename(Path from, Path to, int flag) throws IOException {
        MethodHandle call = CALL;
        byte @Nullable [] source = bytes(from);
        byte @Nullable [] target = bytes(to);
        if (call == null || source == null || target == null) {
            return false;
        }
        int errno;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            int result = (int)
                    call.invokeExact(state, AT_FDCWD, string(arena, source), AT_FDCWD, string(arena, target), flag);
            if (result == 0) {
                return true;
            }
            errno = (int) ERRNO.get(state, 0L);
        } catch (RuntimeException | Error unexpected) {
            throw unexpected;
        } catch (Throwable impossible) {
            throw new IllegalStateException("a native call threw a checked exception", impossible);
        }
        if (errno == Errno.EINVAL || errno == Errno.ENOSYS || errno == Errno.EOPNOTSUPP) {
            return false;
        }
        throw failure(errno, from, to);
    }

    private static IOException failure(int errno, Path from, Path to) {
        return switch (errno) {
            case Errno.ENOENT -> new NoSuchFileException(from.toString(), to.toString(), null);
            case Errno.EEXIST -> new FileAlreadyExistsException(to.toString());
            case Errno.EACCES -> new AccessDeniedException(from.toString(), to.toString(), null);
            default -> new FileSystemException(from.toString(), to.toString(), Errno.text(errno));
        };
    }

    @SuppressWarnings("restricted") // the one native call of the program; --enable-native-access names it
    private static @Nullable MethodHandle link() {
        if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux")) {
            return null;
        }
        try {
            SymbolLookup library = Linker.nativeLinker().defaultLookup();
            FunctionDescriptor shape = FunctionDescriptor.of(
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_INT);
            MemorySegment symbol = library.find("renameat2").orElse(null);
            return symbol == null
                    ? null
                    : Linker.nativeLinker().downcallHandle(symbol, shape, Linker.Option.captureCallState("errno"));
        } catch (IllegalCallerException | UnsupportedOperationException refused) {
            return null;
        }
    }

    /** The path as the kernel spells it, or null where it is not on this system's disk or cannot be spelt. */
    private static byte @Nullable [] bytes(Path path) {
        String text = path.toString();
        if (!path.getFileSystem().equals(FileSystems.getDefault()) || text.indexOf('\uFFFD') >= 0) {
            return null;
        }
        if (NAMES.equals(StandardCharsets.UTF_8)) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        try {
            var encoded = NAMES.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException unspeakable) {
            return null;
        }
    }

    private static MemorySegment string(Arena arena, byte[] bytes) {
        MemorySegment segment = arena.allocate(bytes.length + 1L);
        MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, 0, bytes.length);
        return segment;
    }
}
