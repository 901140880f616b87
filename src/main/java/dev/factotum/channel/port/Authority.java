package dev.factotum.channel.port;

import dev.factotum.http.HttpCall.Header;
import dev.factotum.tool.ToolError;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** The login of one account, as its calls carry it. Thread-safe. */
public interface Authority {
    /**
     * What a call must carry.
     *
     * @param url whole, with its query
     * @param form the parameters of a form body, for logins that sign them
     */
    Pass pass(String method, URI url, List<Map.Entry<String, String>> form) throws InterruptedException;

    /**
     * The platform no longer takes the pass that was given last: a new one is had, once, where that is possible.
     *
     * @return empty where the call may be made again with a new pass
     */
    default java.util.Optional<ToolError> renew() throws InterruptedException {
        return java.util.Optional.of(new ToolError.Auth("the login is no longer taken", false));
    }

    /** A few digits that differ once the login does. */
    String mark() throws InterruptedException;

    /** A pass, or why there is none. */
    sealed interface Pass {
        /** @param secrets what must never be read anywhere else */
        record Given(List<Header> headers, List<String> secrets) implements Pass {
            public Given {
                headers = List.copyOf(headers);
                secrets = List.copyOf(secrets);
            }

            /** Without what it gives. */
            @Override
            public String toString() {
                return "Given";
            }
        }

        record None(ToolError error) implements Pass {}
    }
}
