package dev.factotum.channel.port;

import dev.factotum.config.Settings.AccountSettings;
import dev.factotum.http.HttpCall.Header;
import dev.factotum.secret.Resolved;
import dev.factotum.secret.SecretRef;
import dev.factotum.secret.Secrets;
import dev.factotum.tool.ToolError;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A token that stands in {@code accounts.NAME.key} and is sent as it is. */
public final class BearerKey implements Authority {
    private final AccountSettings account;
    private final Secrets secrets;

    public BearerKey(AccountSettings account, Secrets secrets) {
        this.account = account;
        this.secrets = secrets;
    }

    @Override
    public Pass pass(String method, URI url, List<Map.Entry<String, String>> form) throws InterruptedException {
        Key key = key(account, secrets);
        return switch (key) {
            case Key.Missing(ToolError error) -> new Pass.None(error);
            case Key.There(String value) ->
                new Pass.Given(List.of(new Header("authorization", "Bearer " + value)), List.of(value));
        };
    }

    @Override
    public Optional<ToolError> renew() {
        reference(account).ifPresent(secrets::forget);
        return Optional.of(new ToolError.Auth("the login of " + account.name() + " is no longer taken", false));
    }

    @Override
    public String mark() throws InterruptedException {
        Optional<SecretRef> reference = reference(account);
        return reference.isEmpty() ? "" : secrets.mark(reference.get(), where(account));
    }

    /** What an account's key came to. */
    public sealed interface Key {
        record There(String value) implements Key {
            /** Without the key. */
            @Override
            public String toString() {
                return "There";
            }
        }

        record Missing(ToolError error) implements Key {}
    }

    /** The value behind {@code accounts.NAME.key}: one line that a header can hold. */
    public static Key key(AccountSettings account, Secrets secrets) throws InterruptedException {
        String reference = account.rest().getOrDefault("key", "");
        if (reference.isEmpty()) {
            return new Key.Missing(new ToolError.Auth(
                    "the account " + account.name() + " has no key; connect it with: agent connect " + account.name(),
                    false));
        }
        return switch (secrets.resolve(reference, where(account))) {
            case Resolved.Missing missing ->
                new Key.Missing(new ToolError.Auth(
                        missing.problem().oneLine() + ". " + missing.problem().next(), false));
            case Resolved.NotNeeded none -> new Key.There("");
            case Resolved.Found found -> {
                String value = found.secret().reveal();
                boolean clean = value.chars().allMatch(letter -> letter >= 0x20 && letter < 0x7f);
                yield clean
                        ? new Key.There(value)
                        : new Key.Missing(new ToolError.Auth(
                                "the key of " + account.name() + " holds a character that no key has", false));
            }
        };
    }

    private static Optional<SecretRef> reference(AccountSettings account) {
        return SecretRef.parse(account.rest().getOrDefault("key", ""));
    }

    private static String where(AccountSettings account) {
        return "accounts." + account.name() + ".key";
    }
}
