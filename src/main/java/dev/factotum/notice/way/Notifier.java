package dev.factotum.notice.way;

/** One place where a person is told. */
public interface Notifier {
    /** Sends once; never repeats by itself. */
    Sent send(Letter letter) throws InterruptedException;
}
