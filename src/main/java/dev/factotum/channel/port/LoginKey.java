package dev.factotum.channel.port;

import dev.factotum.http.HttpCall.Header;
import dev.factotum.login.Access;
import dev.factotum.login.TokenKeeper;
import dev.factotum.tool.ToolError;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An OAuth 2.0 login that is refreshed when it is over. Thread-safe. */
public final class LoginKey implements Authority {
    private final TokenKeeper keeper;
    private final String account;
    private volatile String last = "";

    /** @param account of the vault */
    public LoginKey(TokenKeeper keeper, String account) {
        this.keeper = keeper;
        this.account = account;
    }

    @Override
    public Pass pass(String method, URI url, List<Map.Entry<String, String>> form) throws InterruptedException {
        return switch (keeper.access()) {
            case Access.Valid(String token) -> {
                last = token;
                yield new Pass.Given(List.of(new Header("authorization", "Bearer " + token)), List.of(token));
            }
            case Access.Ended(String reason) -> new Pass.None(ended(reason));
            case Access.Later(String reason) -> new Pass.None(new ToolError.Transient(reason));
        };
    }

    @Override
    public Optional<ToolError> renew() throws InterruptedException {
        return switch (keeper.renew(last)) {
            case Access.Valid another -> Optional.empty();
            case Access.Ended(String reason) -> Optional.of(ended(reason));
            case Access.Later(String reason) -> Optional.of(new ToolError.Transient(reason));
        };
    }

    private ToolError ended(String reason) {
        return new ToolError.Auth(reason + "; connect again: agent connect " + account, false);
    }

    /** The same as long as the person did not connect anew: refreshing by itself is no change of the login. */
    @Override
    public String mark() throws InterruptedException {
        return keeper.mark();
    }
}
