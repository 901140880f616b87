package dev.factotum.notice;

import dev.factotum.config.NoticeSettings.Target;
import dev.factotum.config.NoticeSettings.Way;
import dev.factotum.config.Risk;
import dev.factotum.engine.Asked;
import dev.factotum.notice.Notices.News;
import dev.factotum.notice.answer.Answers;
import dev.factotum.notice.answer.Buttons;
import dev.factotum.notice.way.Letter;
import dev.factotum.notice.way.Letters;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Makes one message of what is new: of one matter whole, of several the count and the top lines. */
final class Wording {
    private static final int TOP = 5;

    private final Vault vault;
    private final Answers answers;

    Wording(Vault vault, Answers answers) {
        this.vault = vault;
        this.answers = answers;
    }

    Letter letter(Target target, List<News> news) throws IOException {
        Optional<Asked> only = news.size() == 1 ? news.getFirst().asked() : Optional.empty();
        return only.isPresent() ? one(target, only.get()) : several(target, news);
    }

    private Letter one(Target target, Asked asked) throws IOException {
        if (!Answers.offers(target, asked)) {
            return Letters.of(vault, asked, List.of());
        }
        return switch (target.way()) {
            case TELEGRAM ->
                Letters.of(vault, asked, Buttons.of(target, asked, answers.issue(target, target.chat(), asked)));
            // Nobody hears replies by mail yet, so none is offered.
            case EMAIL, DESKTOP, NTFY, SLACK, DISCORD -> Letters.of(vault, asked, List.of());
        };
    }

    private Letter several(Target target, List<News> news) throws IOException {
        List<News> top = news.stream()
                .sorted(Comparator.comparing(News::risk).reversed().thenComparing(News::since))
                .limit(TOP)
                .toList();
        List<String> lines = new ArrayList<>();
        List<Letter.Button> buttons = new ArrayList<>();
        for (News one : top) {
            int number = lines.size() + 1;
            lines.add(number + ". " + one.asked().map(Letters::brief).orElse(one.line()));
            if (one.asked().isPresent()
                    && target.way() == Way.TELEGRAM
                    && !target.people().isEmpty()) {
                Asked asked = one.asked().get();
                buttons.add(Buttons.show(number, answers.issue(target, target.chat(), asked)));
            }
        }
        if (news.size() > top.size()) {
            lines.add("and " + (news.size() - top.size()) + " more in the tray");
        }
        Risk risk = news.stream().map(News::risk).max(Comparator.naturalOrder()).orElse(Risk.LOW);
        return new Letter(title(news), lines, risk, Optional.empty(), buttons.isEmpty() ? List.of() : List.of(buttons));
    }

    private static String title(List<News> news) {
        long matters = news.stream().filter(one -> one.asked().isPresent()).count();
        long failed = news.stream()
                .flatMap(one -> one.asked().stream())
                .filter(asked -> asked.why().equals("failed") || asked.why().equals("unclear"))
                .count();
        long troubles = news.size() - matters;
        List<String> parts = new ArrayList<>();
        if (matters > 0) {
            parts.add(matters
                    + (matters == 1 ? " matter waits for you" : " matters wait for you")
                    + (failed == 0 ? "" : ", " + failed + " of them failed or unclear"));
        }
        if (troubles > 0) {
            parts.add(troubles == 1 ? "something is wrong" : troubles + " things are wrong");
        }
        return String.join("; ", parts);
    }
}
