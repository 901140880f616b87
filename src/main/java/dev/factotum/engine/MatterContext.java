package dev.factotum.engine;

import dev.factotum.config.Settings;
import dev.factotum.config.Settings.AccountSettings;
import dev.factotum.plan.CheckContext;
import dev.factotum.plan.PlanText;
import dev.factotum.plan.StepId;
import dev.factotum.tool.Account;
import dev.factotum.tool.AttachedFile;
import dev.factotum.tool.Conversation;
import dev.factotum.tool.Mode;
import dev.factotum.tool.Toolbox;
import dev.factotum.vault.Digest;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Stage;
import dev.factotum.vault.Trust;
import dev.factotum.vault.Vault;
import dev.factotum.world.FileFacts;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One matter as the checks of its plan see it. */
final class MatterContext implements CheckContext {
    private static final long ATTACHMENT_LIMIT = 50L << 20;

    private final Assessor.EngineVault parts;
    private final Settings settings;
    private final MatterId matter;
    private final History history;
    private final PlanText text;

    MatterContext(Assessor.EngineVault parts, Settings settings, MatterId matter, History history, PlanText text) {
        this.parts = parts;
        this.settings = settings;
        this.matter = matter;
        this.history = history;
        this.text = text;
    }

    @Override
    public Toolbox toolbox() {
        return parts.toolbox();
    }

    /** A channel is a sandbox until one of its accounts is live. */
    @Override
    public Optional<Account> account(String channel, Optional<String> named) {
        if (named.isPresent()) {
            if (named.get().equals("sandbox")) {
                return Optional.of(sandbox(channel));
            }
            return Optional.ofNullable(settings.accounts().get(named.get()))
                    .filter(account -> account.channel().equals(channel))
                    .map(MatterContext::of);
        }
        Optional<String> ofClient = text.properties()
                .text("client")
                .flatMap(settings::client)
                .flatMap(client -> Optional.ofNullable(client.accounts().get(channel)));
        if (ofClient.isPresent()) {
            return Optional.of(Optional.ofNullable(settings.accounts().get(ofClient.get()))
                    .map(MatterContext::of)
                    .orElseGet(() -> sandbox(channel)));
        }
        Optional<AccountSettings> brought = history.conversation()
                .account()
                .flatMap(name -> Optional.ofNullable(settings.accounts().get(name)))
                .filter(account -> account.channel().equals(channel));
        if (brought.isPresent()) {
            return Optional.of(of(brought.get()));
        }
        List<AccountSettings> all = settings.accounts().values().stream()
                .filter(account -> account.channel().equals(channel))
                .toList();
        return Optional.of(all.size() == 1 ? of(all.getFirst()) : sandbox(channel));
    }

    private static Account sandbox(String channel) {
        return new Account("sandbox", channel, "sandbox", Mode.SANDBOX);
    }

    private static Account of(AccountSettings account) {
        return new Account(
                account.name(), account.channel(), account.handle(), account.live() ? Mode.LIVE : Mode.SANDBOX);
    }

    @Override
    public Conversation conversation() {
        return history.conversation();
    }

    @Override
    public Set<String> itemValues() {
        return Set.of("body", "subject", "from", "title");
    }

    @Override
    public String itemValue(String name) {
        return switch (name) {
            case "body" -> history.trust() == Trust.UNTRUSTED ? text.quotedSource() : text.prose();
            case "subject" -> history.conversation().subject().orElse(text.title());
            case "from" -> history.conversation().from().orElse("");
            default -> text.title();
        };
    }

    /** Only plain files in the vault that are neither hidden nor settings; links are not followed. */
    @Override
    public Optional<AttachedFile> attachment(String argument, String written) {
        Vault vault = parts.vault();
        Path relative;
        try {
            relative = Path.of(written).normalize();
        } catch (InvalidPathException bad) {
            return Optional.empty();
        }
        if (relative.isAbsolute() || relative.startsWith("..") || forbidden(relative)) {
            return Optional.empty();
        }
        for (Path base : List.of(vault.root(), vault.attachments().folder(matter))) {
            Optional<AttachedFile> found = file(argument, base, relative);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static boolean forbidden(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        String first = relative.getName(0).toString();
        return Stage.ofFolder(first).isPresent()
                || relative.getNameCount() == 1 && (first.endsWith(".yaml") || first.equals("mcp.json"));
    }

    private Optional<AttachedFile> file(String argument, Path base, Path relative) {
        var disk = parts.vault().world().disk();
        try {
            Path at = base;
            for (Path part : relative) {
                at = at.resolve(part.toString());
                Optional<FileFacts> facts = disk.facts(at);
                if (facts.isEmpty() || facts.get().kind() == FileFacts.Kind.LINK) {
                    return Optional.empty();
                }
            }
            Optional<FileFacts> facts = disk.facts(at);
            if (facts.isEmpty() || facts.get().kind() != FileFacts.Kind.FILE) {
                return Optional.empty();
            }
            byte[] bytes = disk.read(at, ATTACHMENT_LIMIT);
            return Optional.of(
                    new AttachedFile(argument, at, at.getFileName().toString(), Digest.of(bytes), bytes.length));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    @Override
    public boolean hasOutput(StepId step, String output) {
        return history.of(step.value())
                .done()
                .flatMap(Attempts.Try::result)
                .map(result -> Outputs.read(result.outputs()).hasNonNull(output))
                .orElse(false);
    }

    @Override
    public ZoneId zone() {
        return settings.zone();
    }

    @Override
    public Instant now() {
        return parts.vault().world().clock().instant();
    }
}
