package dev.factotum.cli;

import dev.factotum.config.Settings.AccountSettings;
import dev.factotum.config.SettingsEdit;
import dev.factotum.markdown.Escape;
import dev.factotum.problem.Problem;
import dev.factotum.vault.SettingsWriting;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code accounts.NAME} in agent.yaml; every other byte stays. */
final class AccountEntry {
    private final SettingsEdit edit;
    private final String name;

    AccountEntry(Vault vault, String name) {
        this.edit = new SettingsEdit(vault.world(), vault.root(), new SettingsWriting(vault.files()));
        this.name = name;
    }

    /** Connected: a new entry at once, an old one key by key, its mode last. Answers why it was not done. */
    Optional<Problem> write(String channel, String handle, Map<String, String> more, Optional<AccountSettings> before)
            throws IOException {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("channel", channel);
        keys.put("handle", handle);
        more.forEach(keys::putIfAbsent);
        keys.put("handle", handle);
        keys.put("key", "secret:" + name);
        keys.put("mode", "live");
        if (before.isEmpty()) {
            StringBuilder entry = new StringBuilder("{ ");
            keys.forEach((key, value) -> entry.append(entry.length() > 2 ? ", " : "")
                    .append(key)
                    .append(": ")
                    .append(plain(value) ? value : Escape.scalar(value)));
            return refused(edit.set("accounts." + name, entry.append(" }").toString()));
        }
        for (Map.Entry<String, String> one : keys.entrySet()) {
            String now = one.getKey().equals("channel")
                    ? channel
                    : before.get().rest().getOrDefault(one.getKey(), "");
            boolean same =
                    one.getKey().equals("handle") ? before.get().handle().equals(handle) : now.equals(one.getValue());
            Optional<Problem> problem = same ? Optional.empty() : set(one.getKey(), one.getValue());
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    /** Nothing reaches the world through it any more. */
    Optional<Problem> sandbox() throws IOException {
        return set("mode", "sandbox");
    }

    private Optional<Problem> set(String key, String value) throws IOException {
        return refused(edit.set("accounts." + name + "." + key, value));
    }

    private static Optional<Problem> refused(SettingsEdit.Outcome outcome) {
        return switch (outcome) {
            case SettingsEdit.Outcome.Set done -> Optional.empty();
            case SettingsEdit.Outcome.Refused(Problem problem) -> Optional.of(problem);
        };
    }

    private static boolean plain(String value) {
        return value.matches("[A-Za-z][A-Za-z0-9._-]*") && !value.matches("(?i)yes|no|on|off|true|false|null|y|n");
    }
}
