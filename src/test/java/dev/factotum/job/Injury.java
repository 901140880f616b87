package dev.factotum.job;

/** What the kernel is made to do to one call. */
enum Injury {
    KILL("signal=KILL", 137),
    CTRL_C("signal=INT", 130),
    TERMINATE("signal=TERM", 143),
    EIO("error=EIO", 7),
    ENOSPC("error=ENOSPC", 7),
    EACCES("error=EACCES", 7),
    EROFS("error=EROFS", 7),
    EXDEV("error=EXDEV", 7);

    private final String spec;
    private final int exit;

    Injury(String spec, int exit) {
        this.spec = spec;
        this.exit = exit;
    }

    String spec() {
        return spec;
    }

    /** How the program ends where it does not get over it. */
    int exit() {
        return exit;
    }

    boolean error() {
        return spec.startsWith("error");
    }
}
