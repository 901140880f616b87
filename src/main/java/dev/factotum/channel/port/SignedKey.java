package dev.factotum.channel.port;

import dev.factotum.config.Settings.AccountSettings;
import dev.factotum.http.HttpCall.Header;
import dev.factotum.login.Signature;
import dev.factotum.login.Signed;
import dev.factotum.secret.Secrets;
import dev.factotum.tool.ToolError;
import dev.factotum.world.Clock;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An OAuth 1.0a login: each call is signed, and nothing is ever refreshed. Thread-safe. */
public final class SignedKey implements Authority {
    private final AccountSettings account;
    private final Secrets secrets;
    private final Clock clock;
    private final BearerKey bearer;

    public SignedKey(AccountSettings account, Secrets secrets, Clock clock) {
        this.account = account;
        this.secrets = secrets;
        this.clock = clock;
        this.bearer = new BearerKey(account, secrets);
    }

    @Override
    public Pass pass(String method, URI url, List<Map.Entry<String, String>> form) throws InterruptedException {
        return switch (BearerKey.key(account, secrets)) {
            case BearerKey.Key.Missing(ToolError error) -> new Pass.None(error);
            case BearerKey.Key.There(String value) -> signed(value, method, url, form);
        };
    }

    private Pass signed(String value, String method, URI url, List<Map.Entry<String, String>> form) {
        Optional<Signed> login = Signed.parse(value);
        if (login.isEmpty()) {
            return new Pass.None(new ToolError.Auth(
                    "what is kept for " + account.name() + " is no login; connect again: agent connect "
                            + account.name(),
                    false));
        }
        Signed known = login.get();
        List<String> hidden =
                List.of(known.token(), known.secret(), known.consumer().secret().orElse(known.token()));
        hidden.forEach(secrets::conceal);
        Header header = Signature.fresh(known, clock).header(method, url, form);
        return new Pass.Given(List.of(header), hidden);
    }

    @Override
    public Optional<ToolError> renew() {
        return bearer.renew();
    }

    @Override
    public String mark() throws InterruptedException {
        return bearer.mark();
    }
}
