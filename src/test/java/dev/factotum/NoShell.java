package dev.factotum;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.Source;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.StringEntry;
import java.util.Set;
import java.util.stream.StreamSupport;

/** A class that starts processes holds no constant that names a shell. */
final class NoShell extends ArchCondition<JavaClass> {
    private static final Set<String> SHELLS = Set.of("sh", "bash", "zsh", "dash", "ksh", "cmd", "powershell", "pwsh");

    NoShell() {
        super("start no shell");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        if (type.getAccessesFromSelf().stream().noneMatch(Outside.processes())) {
            return;
        }
        try (InputStream in = type.getSource()
                .map(Source::getUri)
                .orElseThrow(() -> new IllegalStateException("no class file of " + type))
                .toURL()
                .openStream()) {
            StreamSupport.stream(
                            ClassFile.of()
                                    .parse(in.readAllBytes())
                                    .constantPool()
                                    .spliterator(),
                            false)
                    .filter(StringEntry.class::isInstance)
                    .map(entry -> ((StringEntry) entry).stringValue())
                    .filter(NoShell::namesShell)
                    .forEach(shell -> events.add(
                            SimpleConditionEvent.violated(type, type.getName() + " starts the shell " + shell)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean namesShell(String text) {
        String name = text.substring(Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\')) + 1);
        return SHELLS.contains(name.endsWith(".exe") ? name.substring(0, name.length() - 4) : name);
    }
}
