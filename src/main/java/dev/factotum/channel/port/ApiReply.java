package dev.factotum.channel.port;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factotum.http.HttpReply.Answered;
import dev.factotum.tool.ToolError;

/** What came of a call of a platform's API. */
public sealed interface ApiReply {
    /** @param json the body; a missing node where it is empty or no JSON */
    record Good(Answered answer, JsonNode json) implements ApiReply {}

    /** It certainly did nothing. */
    record Refused(ToolError error) implements ApiReply {}

    /** Bytes were sent and no trustworthy answer came. */
    record Lost(String why) implements ApiReply {}

    /** Why a call whose effects nobody minds came to nothing: one that reads, an upload that nothing uses yet. */
    default ToolError failure() {
        return switch (this) {
            case Refused(ToolError error) -> error;
            case Lost(String why) -> new ToolError.Transient(why);
            case Good _ -> new ToolError.Transient("the answer was not understood");
        };
    }
}
