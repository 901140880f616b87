package dev.factotum.channel.email;

import dev.factotum.channel.email.wire.Asked;
import dev.factotum.channel.email.wire.Filing;
import dev.factotum.channel.email.wire.Patience;
import dev.factotum.channel.port.Act;
import dev.factotum.channel.port.Ground;
import dev.factotum.channel.port.Health;
import dev.factotum.channel.port.Line;
import dev.factotum.config.Settings.AccountSettings;
import dev.factotum.tool.ToolError;
import dev.factotum.tool.ToolId;
import dev.factotum.tool.Watcher;
import dev.factotum.world.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A mailbox that is connected by IMAP and SMTP. */
final class MailLine implements Line {
    private final Map<ToolId, Act> acts = new HashMap<>();
    private final Optional<Wires> wires;
    private final String wrong;
    private final List<Watcher> watchers;

    MailLine(AccountSettings account, Ground ground) {
        this(account, ground, Patience.of(ground.vault().world().clock()));
    }

    MailLine(AccountSettings account, Ground ground, Patience patience) {
        Clock clock = ground.vault().world().clock();
        MailSettings.Read read = MailSettings.read(account);
        this.wires = read instanceof MailSettings.Read.Good(MailSettings settings)
                ? Optional.of(new Wires(settings, account, ground, patience))
                : Optional.empty();
        this.watchers = wires.filter(way -> way.settings().imap().isPresent())
                .<List<Watcher>>map(way -> List.of(new MailWatcher(way, clock)))
                .orElse(List.of());
        this.wrong = read instanceof MailSettings.Read.Bad(String reason) ? reason : "";
        wires.ifPresent(way -> {
            Enclosures enclosures = new Enclosures(ground.vault().world().disk());
            EmailChannel.SENDING.forEach(action -> acts.put(action.id(), new SendAct(action, way, enclosures)));
            if (way.settings().imap().isPresent()) {
                acts.put(EmailChannel.DRAFT.id(), new DraftAct(way, enclosures));
                acts.put(EmailChannel.LABEL.id(), new FilingAct(EmailChannel.LABEL, way));
                acts.put(EmailChannel.MOVE.id(), new FilingAct(EmailChannel.MOVE, way));
            }
        });
    }

    @Override
    public Optional<Act> act(ToolId tool) {
        return Optional.ofNullable(acts.get(tool));
    }

    @Override
    public Health health() throws InterruptedException {
        if (wires.isEmpty()) {
            return new Health.Ill(new ToolError.Permission(wrong));
        }
        Wires way = wires.get();
        Optional<ToolError> sending = way.sends();
        if (sending.isPresent()) {
            return new Health.Ill(sending.get());
        }
        List<String> notes = new ArrayList<>();
        notes.add("sends by " + way.settings().smtp());
        if (way.settings().imap().isEmpty()) {
            notes.add("reads no mail, and cannot look whether a mail of unknown fate was sent");
            return new Health.Well(way.settings().address().address(), notes);
        }
        return switch (way.<List<String>>read(
                imap -> new Filing(imap).health(way.settings().folder()))) {
            case Asked.Silent<List<String>>(ToolError error) -> new Health.Ill(error);
            case Asked.Told<List<String>>(List<String> folders) -> {
                notes.add("reads " + folders.get(0) + " at "
                        + way.settings().imap().get());
                notes.add(folder("Sent", folders.get(1)));
                notes.add(folder("Drafts", folders.get(2)));
                yield new Health.Well(way.settings().address().address(), notes);
            }
        };
    }

    private static String folder(String purpose, String found) {
        return found.isEmpty() ? purpose + " is not there yet and is made when it is needed" : purpose + " is " + found;
    }

    @Override
    public List<Watcher> watchers() {
        return watchers;
    }
}
