package dev.factotum.channel.email;

import dev.factotum.channel.email.wire.Outgoing;
import dev.factotum.channel.email.wire.Outgoing.Enclosed;
import dev.factotum.channel.sandbox.Action;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.tool.Call;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An action that makes a mail. */
interface MailAction extends Action {
    /**
     * The mail, whole; asked only of arguments that passed the check.
     *
     * @param name of the sender, as receivers see it
     */
    Outgoing mail(Arguments arguments, Call call, String name, List<Enclosed> files);

    /** Why this call must not be made, as the conversation has it; the check of its arguments says the same earlier. */
    default Optional<String> barred(Arguments arguments, Call call) {
        return Optional.empty();
    }

    @Override
    default Duration patience() {
        return Duration.ofMinutes(9);
    }
}
