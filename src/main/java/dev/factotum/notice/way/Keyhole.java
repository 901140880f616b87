package dev.factotum.notice.way;

import dev.factotum.config.NoticeSettings.Target;
import dev.factotum.secret.Resolved;
import dev.factotum.secret.Secrets;
import dev.factotum.tool.ToolError;

/** Looks up a target's secret at the moment it is needed. */
final class Keyhole {
    private final Secrets secrets;
    private final Target target;

    Keyhole(Secrets secrets, Target target) {
        this.secrets = secrets;
        this.target = target;
    }

    sealed interface Look {
        /** @param secret empty where none is needed */
        record Got(String secret) implements Look {
            @Override
            public String toString() {
                return "Got";
            }
        }

        record Not(ToolError error) implements Look {}
    }

    Look look() throws InterruptedException {
        if (target.key().isEmpty()) {
            return new Look.Got("");
        }
        return switch (secrets.resolve(target.key().get(), "notify.targets." + target.name() + ".key")) {
            case Resolved.NotNeeded _ -> new Look.Got("");
            case Resolved.Found found -> new Look.Got(found.secret().reveal());
            case Resolved.Missing missing ->
                new Look.Not(new ToolError.Auth(missing.problem().why(), true));
        };
    }
}
