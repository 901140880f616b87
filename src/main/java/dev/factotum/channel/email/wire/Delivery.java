package dev.factotum.channel.email.wire;

import dev.factotum.tool.ToolError;

/** What came of handing a mail to a server. */
public sealed interface Delivery {
    /** The server took it, for every receiver. @param said its answer, one line */
    record Accepted(String said) implements Delivery {}

    /** Certain: it went to nobody. @param talked true where the login worked and only this mail was refused */
    record Refused(ToolError error, boolean talked) implements Delivery {
        /** Of a server that could not be talked to. */
        public Refused(ToolError error) {
            this(error, false);
        }
    }

    /** The whole mail was sent, and no answer came: it went out, or it did not. */
    record Unclear(String why) implements Delivery {}
}
