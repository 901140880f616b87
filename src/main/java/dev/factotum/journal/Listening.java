package dev.factotum.journal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import dev.factotum.world.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/** Hears what anybody logs, through logback. Apart from the journal, so that who never listens never loads logback. */
final class Listening extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private static final String OURS = "dev.factotum";

    private final Clock clock;
    private final Consumer<Entry> sink;

    private Listening(Clock clock, Consumer<Entry> sink) {
        this.clock = clock;
        this.sink = sink;
    }

    /** Empty where another library than logback was put in its place: nothing is heard then. */
    static Optional<Listening> to(Clock clock, Consumer<Entry> sink) {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return Optional.empty();
        }
        Listening listening = new Listening(clock, sink);
        listening.setContext(context);
        listening.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(listening);
        return Optional.of(listening);
    }

    /** @param level in capital letters */
    void level(String level) {
        context().getLogger(OURS).setLevel(Level.toLevel(level, Level.INFO));
    }

    void end() {
        context().getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(this);
        stop();
    }

    private LoggerContext context() {
        return (LoggerContext) getContext();
    }

    @Override
    protected void append(ILoggingEvent event) {
        org.slf4j.event.Level level =
                org.slf4j.event.Level.valueOf(event.getLevel().toString());
        sink.accept(new Entry(
                clock.instant(),
                level,
                event.getLoggerName(),
                event.getFormattedMessage(),
                event.getKeyValuePairs() == null ? List.of() : event.getKeyValuePairs(),
                Optional.ofNullable(event.getThrowableProxy()).map(Listening::fault)));
    }

    private static Entry.Fault fault(IThrowableProxy thrown) {
        List<String> classes = new ArrayList<>();
        Optional<IThrowableProxy> next = Optional.of(thrown);
        while (next.isPresent() && classes.size() < 16) {
            classes.add(next.get().getClassName());
            next = Optional.ofNullable(next.get().getCause());
        }
        List<StackTraceElement> places = new ArrayList<>();
        for (StackTraceElementProxy frame : thrown.getStackTraceElementProxyArray()) {
            places.add(frame.getStackTraceElement());
        }
        return new Entry.Fault(classes, places);
    }
}
