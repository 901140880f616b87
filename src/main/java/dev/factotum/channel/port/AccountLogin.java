package dev.factotum.channel.port;

import dev.factotum.channel.port.BearerKey.Key;
import dev.factotum.config.Settings.AccountSettings;
import dev.factotum.http.HttpCall.Header;
import dev.factotum.login.Access;
import dev.factotum.login.TokenKeeper;
import dev.factotum.login.Tokens;
import dev.factotum.secret.Passphrase;
import dev.factotum.secret.SecretRef;
import dev.factotum.secret.Secrets;
import dev.factotum.secret.StateStore;
import dev.factotum.tool.ToolError;
import dev.factotum.vault.Vault;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The login of an account as {@code accounts.NAME.key} has it: a token that is sent as it is, or an OAuth 2.0 login, which is
 * refreshed where it is over. Thread-safe.
 */
public final class AccountLogin implements Authority {
    private final AccountSettings account;
    private final Secrets secrets;
    private final BearerKey plain;
    private final Optional<TokenKeeper> keeper;
    private volatile String last = "";

    public AccountLogin(AccountSettings account, Ground ground) {
        this.account = account;
        this.secrets = ground.secrets();
        this.plain = new BearerKey(account, secrets);
        this.keeper = SecretRef.parse(account.rest().getOrDefault("key", ""))
                .flatMap(reference -> reference instanceof SecretRef.Kept(String name)
                        ? Optional.of(keeper(ground, name))
                        : Optional.empty());
    }

    private static TokenKeeper keeper(Ground ground, String name) {
        Vault vault = ground.vault();
        StateStore store = new StateStore(
                vault.world(),
                vault.files(),
                Optional.of(vault.root()),
                Passphrase.of(vault.world().processes().environment()));
        return new TokenKeeper(vault.world(), store, ground.http(), ground.secrets()::conceal, name);
    }

    /** The token or password for the next call. */
    public Key word() throws InterruptedException {
        Key key = BearerKey.key(account, secrets);
        if (keeper.isEmpty() || !(key instanceof Key.There(String value)) || !oauth(value)) {
            return key;
        }
        return switch (keeper.get().access()) {
            case Access.Valid(String token) -> {
                last = token;
                yield new Key.There(token);
            }
            case Access.Ended(String reason) -> new Key.Missing(ended(reason));
            case Access.Later(String reason) -> new Key.Missing(new ToolError.Transient(reason));
        };
    }

    private static boolean oauth(String value) {
        return Tokens.parse(value).isPresent();
    }

    @Override
    public Pass pass(String method, URI url, List<Map.Entry<String, String>> form) throws InterruptedException {
        return switch (word()) {
            case Key.Missing(ToolError error) -> new Pass.None(error);
            case Key.There(String token) ->
                new Pass.Given(List.of(new Header("authorization", "Bearer " + token)), List.of(token));
        };
    }

    @Override
    public Optional<ToolError> renew() throws InterruptedException {
        String refused = last;
        if (refused.isEmpty() || keeper.isEmpty()) {
            return plain.renew();
        }
        return switch (keeper.get().renew(refused)) {
            case Access.Valid another -> Optional.empty();
            case Access.Ended(String reason) -> Optional.of(ended(reason));
            case Access.Later(String reason) -> Optional.of(new ToolError.Transient(reason));
        };
    }

    private ToolError ended(String reason) {
        return new ToolError.Auth(reason + "; connect again: agent connect " + account.name(), false);
    }

    /** Refreshing by itself is no change of the login; connecting again is one. */
    @Override
    public String mark() throws InterruptedException {
        Optional<String> born = keeper.isPresent() ? keeper.get().mark() : Optional.empty();
        return born.isPresent() ? born.get() : plain.mark();
    }
}
