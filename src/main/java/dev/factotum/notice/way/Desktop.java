package dev.factotum.notice.way;

import dev.factotum.config.Risk;
import dev.factotum.tool.ToolError;
import dev.factotum.world.Processes;
import dev.factotum.world.Processes.Ran;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The desktop of this machine, by its own program and without a shell. */
final class Desktop implements Notifier {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final int MOST = 1000;
    private static final int MOST_OUTPUT = 16 * 1024;

    /** The words are arguments of the script, never a part of it. */
    private static final String SCRIPT =
            "on run argv\ndisplay notification (item 2 of argv) with title (item 1 of argv)\nend run";

    private final Processes processes;
    private final String system;

    /** @param system as {@code os.name} has it */
    Desktop(Processes processes, String system) {
        this.processes = processes;
        this.system = system.toLowerCase(Locale.ROOT);
    }

    @Override
    public Sent send(Letter letter) throws InterruptedException {
        String body =
                letter.body().length() <= MOST ? letter.body() : letter.body().substring(0, MOST) + "…";
        List<String> command = system.startsWith("mac")
                ? List.of("osascript", "-e", SCRIPT, letter.title(), body)
                : List.of(
                        "notify-send",
                        "--app-name=Factotum",
                        "--urgency=" + (letter.risk() == Risk.HIGH ? "critical" : "normal"),
                        "--",
                        letter.title(),
                        escaped(body));
        try {
            return switch (processes.run(command, DEADLINE, MOST_OUTPUT)) {
                case Ran.Ended ended when ended.exit() == 0 -> new Sent.Done("shown");
                case Ran.Ended ended ->
                    new Sent.Failed(
                            new ToolError.Transient(command.getFirst() + " ended with exit code " + ended.exit()));
                case Ran.Late _ -> new Sent.Unclear(command.getFirst() + " did not end in time");
                case Ran.TooMuch _ -> new Sent.Unclear(command.getFirst() + " said too much");
            };
        } catch (IOException unstartable) {
            return new Sent.Failed(new ToolError.Transient(command.getFirst() + " cannot be started"));
        }
    }

    /** Some desktops read tags in the body. */
    private static String escaped(String body) {
        return body.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
