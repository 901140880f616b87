package dev.factotum.report;

import dev.factotum.channel.port.OwnPosts.Post;
import dev.factotum.config.Settings.AccountSettings;
import dev.factotum.markdown.Escape;
import dev.factotum.vault.Names;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code Content/Style/ACCOUNT.md}: posts of the account that show how it sounds, for planners and for the person, who may
 * edit it. It is written once; where it was deleted, with the next look.
 */
final class StyleNote {
    private final Vault vault;
    private final AccountSettings account;

    StyleNote(Vault vault, AccountSettings account) {
        this.vault = vault;
        this.account = account;
    }

    void add(List<Post> posts) throws IOException {
        Path file = vault.root().resolve("Content/Style").resolve(Names.stem(account.name()) + ".md");
        List<Post> own = posts.stream()
                .filter(post -> post.answers().isEmpty() && !post.text().isBlank())
                .limit(PostRecords.MOST)
                .toList();
        if (own.isEmpty() || vault.world().disk().facts(file).isPresent()) {
            return;
        }
        StringBuilder text = new StringBuilder("# How ")
                .append(Escape.line(account.handle()))
                .append(
                        " sounds\n\nIts own posts, for the tone of new ones. Take out what should be no example; delete this")
                .append(" note, and the next look at the account writes it anew.\n");
        own.forEach(post -> text.append('\n').append(Escape.quote(post.text())).append('\n'));
        try {
            vault.files().publish(file, text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (FileAlreadyExistsException madeByAnother) {
            return;
        }
    }
}
