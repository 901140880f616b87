package dev.factotum.channel.email.wire;

import dev.factotum.tool.ToolError;

/** What came of handing a mail to a server. */
public sealed interface Delivery {
    /** The server took it, for every receiver. @param said its answer, one line */
    record Accepted(String said) implements Delivery {}

    /** Certain: it went to nobody. */
    record Refused(ToolError error) implements Delivery {}

    /** The whole mail was sent, and no answer came: it went out, or it did not. */
    record Unclear(String why) implements Delivery {}
}
