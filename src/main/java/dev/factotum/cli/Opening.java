package dev.factotum.cli;

import dev.factotum.world.World;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.Locale;

/** Hands an address to the desktop. Exempt from the process seam: it starts what the person asked to see, nothing else. */
final class Opening {
    private final World world;

    Opening(World world) {
        this.world = world;
    }

    /** False where there is no desktop that could. */
    boolean open(String uri) {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        boolean desktop =
                !world.processes().environment().getOrDefault("DISPLAY", "").isEmpty()
                        || !world.processes()
                                .environment()
                                .getOrDefault("WAYLAND_DISPLAY", "")
                                .isEmpty();
        List<String> command = system.startsWith("mac")
                ? List.of("open", uri)
                : system.startsWith("windows")
                        ? List.of("rundll32", "url.dll,FileProtocolHandler", uri)
                        : List.of("xdg-open", uri);
        if (command.getFirst().equals("xdg-open") && !desktop) {
            return false;
        }
        try {
            Process started = new ProcessBuilder(command)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            return started.isAlive() || started.exitValue() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }
}
