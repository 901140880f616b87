package dev.factotum.world;

import java.io.IOException;

/** A file is larger than its reader takes. */
public final class FileTooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    private final long size;
    private final long limit;

    public FileTooLargeException(String file, long size, long limit) {
        super(file + " has " + size + " bytes, more than " + limit);
        this.size = size;
        this.limit = limit;
    }

    public long size() {
        return size;
    }

    public long limit() {
        return limit;
    }
}
