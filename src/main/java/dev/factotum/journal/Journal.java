package dev.factotum.journal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import dev.factotum.config.Redactor;
import dev.factotum.config.Settings.LogSettings;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/**
 * The program's own log in a vault, {@code .agent/local/log/agent.log}: takes what anybody logs from its opening to its
 * closing. How much of it is wanted stands in the settings, which may be read later than the first event: until {@link
 * #settings} is called events are held back. Whatever the disk says, nobody who logs hears of it but by {@link #trouble}.
 * Thread-safe.
 */
public final class Journal implements AutoCloseable {
    private static final String OURS = "dev.factotum";

    /** More is not held back. */
    private static final int MOST_HELD = 256;

    private final World world;
    private final long pid;
    private final JournalFile file;
    private final Appender appender = new Appender();
    private final List<Held> held = new ArrayList<>();
    private volatile Redactor redactor;
    private volatile boolean known;

    private Journal(World world, Path folder) {
        this.world = world;
        this.pid = world.processes().pid();
        this.file = new JournalFile(world, folder);
        this.redactor = Redactor.of(world.processes().environment());
    }

    private record Held(Instant t, ILoggingEvent event) {}

    /** @param folder made where it is missing, once there is a line to write */
    public static Journal open(World world, Path folder) {
        Journal journal = new Journal(world, folder);
        context().ifPresent(context -> {
            journal.appender.setContext(context);
            journal.appender.start();
            context.getLogger(OURS).setLevel(Level.INFO);
            context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(journal.appender);
        });
        return journal;
    }

    /** Empty where another library than logback was put in its place: nothing is logged then. */
    private static Optional<LoggerContext> context() {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        return factory instanceof LoggerContext context ? Optional.of(context) : Optional.empty();
    }

    /** The folder of a vault's log. @param hidden the vault's hidden folder */
    public static Path folder(Path hidden) {
        return hidden.resolve("local").resolve("log");
    }

    /** Where the lines of a folder's log go. */
    public static Path file(Path folder) {
        return folder.resolve(JournalFile.NAME);
    }

    /** From here on as the settings want it; may be called again when they change. */
    public void settings(LogSettings settings) {
        redactor = Redactor.of(world.processes().environment()).and(settings.secrets());
        Level level = Level.toLevel(settings.level().toUpperCase(Locale.ROOT), Level.INFO);
        context().ifPresent(context -> context.getLogger(OURS).setLevel(level));
        synchronized (held) {
            known = true;
            for (Held one : held) {
                if (one.event().getLevel().isGreaterOrEqual(level)) {
                    file.append(JournalLine.of(one.t(), pid, one.event(), redactor));
                }
            }
            held.clear();
        }
    }

    /** True once the settings are known. */
    public boolean known() {
        return known;
    }

    /** Why lines are lost at present, if they are. */
    public Optional<IOException> trouble() {
        return file.trouble();
    }

    /** Writes what was held back and takes nothing more. */
    @Override
    public void close() {
        if (!known) {
            settings(LogSettings.USUAL);
        }
        context()
                .ifPresent(context -> context.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(appender));
        appender.stop();
    }

    private void take(ILoggingEvent event) {
        Instant now = world.clock().instant();
        if (!known) {
            synchronized (held) {
                if (!known) {
                    if (held.size() < MOST_HELD) {
                        held.add(new Held(now, event));
                    }
                    return;
                }
            }
        }
        file.append(JournalLine.of(now, pid, event, redactor));
    }

    private final class Appender extends UnsynchronizedAppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            take(event);
        }
    }
}
