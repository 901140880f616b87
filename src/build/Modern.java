import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.ConstantPoolSharingOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Rewrites the classes of a jar in place as classes of today's version. The JVM keeps classes older than Java 6 out of
 * its archive of loaded classes; picocli is of Java 5, and half of a short command's time went into loading it.
 */
final class Modern {
    private static final long EPOCH = 315_619_200_000L;

    private Modern() {}

    public static void main(String[] arguments) throws IOException {
        Path jar = Path.of(arguments[0]);
        if (isModern(jar)) {
            return;
        }
        Path fresh = jar.resolveSibling(jar.getFileName() + ".fresh");
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()});
                JarFile old = new JarFile(jar.toFile());
                OutputStream file = Files.newOutputStream(fresh);
                ZipOutputStream out = new ZipOutputStream(file)) {
            ClassHierarchyResolver hierarchy = ClassHierarchyResolver.ofResourceParsing(loader)
                    .orElse(ClassHierarchyResolver.defaultResolver());
            ClassFile classes = ClassFile.of(
                    StackMapsOption.GENERATE_STACK_MAPS,
                    ConstantPoolSharingOption.NEW_POOL,
                    ClassHierarchyResolverOption.of(hierarchy));
            for (JarEntry entry : Collections.list(old.entries())) {
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setTime(EPOCH);
                out.putNextEntry(copy);
                byte[] content = old.getInputStream(entry).readAllBytes();
                out.write(isOwnClass(entry.getName()) ? modern(classes, content) : content);
                out.closeEntry();
            }
        }
        Files.move(fresh, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean isModern(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : Collections.list(file.entries())) {
                if (isOwnClass(entry.getName())) {
                    byte[] content = file.getInputStream(entry).readAllBytes();
                    return ClassFile.of().parse(content).majorVersion() == ClassFile.latestMajorVersion();
                }
            }
        }
        return true;
    }

    private static boolean isOwnClass(String name) {
        return name.endsWith(".class") && !name.startsWith("META-INF/") && !name.endsWith("module-info.class");
    }

    private static byte[] modern(ClassFile classes, byte[] content) {
        return classes.transformClass(
                classes.parse(content),
                ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
                        .andThen(ClassTransform.endHandler(
                                builder -> builder.withVersion(ClassFile.latestMajorVersion(), 0))));
    }
}
