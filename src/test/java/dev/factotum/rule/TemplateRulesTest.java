package dev.factotum.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.channel.Channels;
import dev.factotum.engine.Planner.Answer;
import dev.factotum.engine.Planner.Item;
import dev.factotum.plan.Draft;
import dev.factotum.plan.Step;
import dev.factotum.problem.Problem;
import dev.factotum.tool.Toolbox;
import dev.factotum.vault.Vault;
import dev.factotum.world.TestWorld;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rules that init lays down, run on what people really get. */
class TemplateRulesTest {
    private RuleBook book = new RuleBook(World.real().disk(), Path.of("none"), new Toolbox(List.of()));

    @BeforeEach
    void open() throws IOException {
        TestWorld world = TestWorld.seeded(1);
        Vault vault = Vault.create(world.world(), Path.of("/vault"));
        book = new RuleBook(
                World.real().disk(),
                Path.of("vault-template/Rules").toAbsolutePath(),
                new Toolbox(Channels.all(vault, ZoneOffset.UTC)));
    }

    private String rule(Item item) {
        return switch (book.plan(item)) {
            case Answer.Drafted drafted -> drafted.planner().substring(5);
            case Answer.Complete complete -> complete.rule() + " (complete)";
            case Answer.Question question -> question.planner() + "? " + question.question();
            case Answer.Stuck stuck -> throw new AssertionError(stuck.question());
            case Answer.Later later -> throw new AssertionError(later.why());
            case Answer.Pass _ -> "none";
        };
    }

    @Test
    void everyRuleIsSound() {
        assertEquals(List.of(), book.check().stream().map(Problem::oneLine).toList());
    }

    @Test
    void mailsFindTheirRules() {
        String jo = "Jo Peters <jo@acme.example>";
        String eve = "Eve New <eve@new.example>";
        assertEquals("Answer an invoice question", rule(Mails.mail(jo, "Invoice 1042", "Could you resend it?")));
        assertEquals("Invoice received", rule(Mails.mail(jo, "Invoice 77", "Attached.", "bill.pdf")));
        assertEquals("Acknowledge an enquiry", rule(Mails.mail(eve, "Request for a quote", "200 posters?")));
        assertEquals("Complaint to a person", rule(Mails.mail(eve, "Complaint", "The posters arrived damaged.")));
        assertEquals(
                "Ignore an out-of-office reply (complete)",
                rule(Mails.mail(jo, "Out of office: Re: posters", "I am away until Monday.")));
        assertEquals(
                "Archive a newsletter (complete)",
                rule(Mails.mail("News <newsletter@shop.example>", "Weekly digest", "Click to unsubscribe")));
        assertEquals("Meeting request", rule(Mails.mail(jo, "Posters", "Could we meet on Tuesday?")));
        assertEquals(
                "Payment or bank details to a person",
                rule(Mails.mail(eve, "Invoice", "Our bank details have changed, the new IBAN is below.")));
        assertEquals("none", rule(Mails.mail(jo, "Hello", "Nice weather.")));
    }

    @Test
    void noRuleAnswersAMailThatAMachineHasSent() {
        String jo = "Jo Peters <jo@acme.example>";
        String eve = "Eve New <eve@new.example>";
        List<Item> answered = List.of(
                Mails.mail(jo, "Invoice 1042", "Could you resend it?"),
                Mails.mail(eve, "Request for a quote", "200 posters?"),
                Mails.mail(eve, "Complaint", "The posters arrived damaged."),
                Mails.mail(jo, "Posters", "Could we meet on Tuesday?"));
        for (Item mail : answered) {
            assertTrue(steps(mail).contains("email.reply"), mail.text().title());
            for (String auto : List.of("list", "reply", "bounce", "notice")) {
                assertEquals(
                        List.of(),
                        steps(Mails.sentBy(auto, mail)).stream()
                                .filter(skill -> skill.startsWith("email."))
                                .toList(),
                        auto + ": " + mail.text().title());
            }
        }
    }

    private List<String> steps(Item item) {
        return book.plan(item) instanceof Answer.Drafted drafted
                ? drafted.draft().steps().stream().map(Step::skill).toList()
                : List.of();
    }

    @Test
    void requestsBecomeStepsForEachNetworkThatIsNamed() {
        Draft both = assertInstanceOf(
                        Answer.Drafted.class, book.plan(Mails.request("Post about the canal series on X and Bluesky")))
                .draft();
        assertEquals(
                List.of("x.post", "bluesky.post"),
                both.steps().stream().map(Step::skill).toList());
        assertTrue(both.title().contains("the canal series"), both.title());
        Draft words = assertInstanceOf(
                        Answer.Drafted.class, book.plan(Mails.request("post \"Six canals, $5 {{x}}\" on mastodon")))
                .draft();
        assertEquals(
                List.of("mastodon.post"),
                words.steps().stream().map(Step::skill).toList());
        Answer.Drafted week = assertInstanceOf(
                Answer.Drafted.class, book.plan(Mails.request("Plan 5 posts for next week about riso printing")));
        assertTrue(week.incomplete());
        assertEquals(
                List.of(
                        "2026-11-23 09:00",
                        "2026-11-24 09:00",
                        "2026-11-25 09:00",
                        "2026-11-26 09:00",
                        "2026-11-27 09:00"),
                week.draft().steps().stream()
                        .map(step -> step.notBefore().orElseThrow())
                        .toList());
        assertEquals("Keep a note", rule(Mails.request("note: clean the roller on Friday")));
    }

    @Test
    void aMentionIsAnsweredWhereItStands() {
        assertEquals("Reply to a mention on X", rule(Mails.mention("x", "@kim", "https://x.com/kim/status/1")));
        assertEquals(
                "Reply to a mention on Bluesky", rule(Mails.mention("bluesky", "@kim.example", "https://bsky.app/1")));
    }
}
