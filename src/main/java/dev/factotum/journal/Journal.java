package dev.factotum.journal;

import dev.factotum.config.Redactor;
import dev.factotum.config.Settings.LogSettings;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;

/**
 * The program's own log in a vault, {@code .agent/local/log/agent.log}: takes what it is told, and from {@link #listen}
 * on what anybody logs. How much of it is wanted stands in the settings, which may be read later than the first event: until {@link
 * #settings} is called events are held back. Whatever the disk says, nobody who logs hears of it but by {@link #trouble}.
 * Thread-safe.
 */
public final class Journal implements AutoCloseable {
    private static final String OFF = "OFF";

    /** More is not held back. */
    private static final int MOST_HELD = 256;

    /** No settings name so many secrets. */
    private static final int MOST_CONCEALED = 10_000;

    private final World world;
    private final long pid;
    private final JournalFile file;
    private final List<Entry> held = new ArrayList<>();
    private final Set<String> concealed = new LinkedHashSet<>();
    private volatile Redactor redactor;
    private volatile boolean known;
    private volatile String level = "INFO";
    private @Nullable Listening listening;

    private Journal(World world, Path folder) {
        this.world = world;
        this.pid = world.processes().pid();
        this.file = new JournalFile(world, folder);
        this.redactor = Redactor.of(world.processes().environment());
    }

    /** @param folder made where it is missing, once there is a line to write */
    public static Journal open(World world, Path folder) {
        return new Journal(world, folder);
    }

    /** From here on what anybody logs is taken too. */
    public synchronized void listen() {
        if (listening == null) {
            listening = Listening.to(world.clock(), this::take).orElse(null);
            if (listening != null) {
                listening.level(level);
            }
        }
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
    public synchronized void settings(LogSettings settings) {
        redactor = Redactor.of(world.processes().environment())
                .and(settings.secrets())
                .and(concealed);
        level = settings.level().toUpperCase(Locale.ROOT);
        if (listening != null) {
            listening.level(level);
        }
        synchronized (held) {
            known = true;
            held.forEach(this::write);
            held.clear();
        }
    }

    /** From here on the value never stands in the log, whatever the settings become. */
    public synchronized void conceal(String secret) {
        if (concealed.size() < MOST_CONCEALED && concealed.add(secret)) {
            redactor = redactor.and(List.of(secret));
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

    /** Writes what was held back and takes nothing more of what others log. */
    @Override
    public synchronized void close() {
        if (!known) {
            settings(LogSettings.USUAL);
        }
        if (listening != null) {
            listening.end();
            listening = null;
        }
    }

    /** Takes one event of ours. @param logger {@code dev.factotum.cli} */
    public void note(Level level, String logger, String event, List<KeyValuePair> fields) {
        take(new Entry(world.clock().instant(), level, logger, event, fields, Optional.empty()));
    }

    /** Takes a fault of ours. */
    public void fault(String logger, Throwable fault) {
        List<String> classes = new ArrayList<>();
        @Nullable Throwable next = fault;
        while (next != null && classes.size() < 16) {
            classes.add(next.getClass().getName());
            next = next.getCause();
        }
        Entry.Fault shown = new Entry.Fault(classes, List.of(fault.getStackTrace()));
        take(new Entry(world.clock().instant(), Level.ERROR, logger, "fault", List.of(), Optional.of(shown)));
    }

    private void take(Entry entry) {
        if (!known) {
            synchronized (held) {
                if (!known) {
                    if (held.size() < MOST_HELD) {
                        held.add(entry);
                    }
                    return;
                }
            }
        }
        write(entry);
    }

    private void write(Entry entry) {
        String wanted = level;
        if (!wanted.equals(OFF)
                && entry.level().toInt() >= Level.valueOf(wanted).toInt()) {
            file.append(JournalLine.of(pid, entry, redactor));
        }
    }
}
