package dev.factotum.channel.email.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.job.Campaign;
import dev.factotum.tool.ToolError;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InflowTest {
    private static final LocalDate LONG_AGO = LocalDate.parse("2000-01-01");

    @Test
    void onlyWhatComesLaterIsTakenWhereNothingOldIsWanted() {
        try (PostOffice office = new PostOffice()) {
            come(office, 0, 30);
            Inflow inflow = new Inflow(office.mailbox(), "INBOX", new Backlog.None());
            Inflow.Batch first = told(inflow.look(Optional.empty()));
            assertEquals(List.of(), first.mails());
            come(office, 30, 33);
            Inflow.Batch then = told(inflow.look(Optional.of(first.mark())));
            assertEquals(List.of("30", "31", "32"), subjects(then.mails()));
            assertEquals(List.of(), told(inflow.look(Optional.of(then.mark()))).mails());
        }
    }

    @Test
    void ofManyUnreadOnesTheNewestAreTakenAndThenWhatIsNew() {
        try (PostOffice office = new PostOffice()) {
            come(office, 0, 30);
            Inflow inflow = new Inflow(office.mailbox(), "INBOX", new Backlog.Unread(LONG_AGO, 3));
            Inflow.Batch first = told(inflow.look(Optional.empty()));
            assertEquals(List.of("27", "28", "29"), subjects(first.mails()));
            come(office, 30, 31);
            assertEquals(
                    List.of("30"),
                    subjects(told(inflow.look(Optional.of(first.mark()))).mails()));
        }
    }

    @Test
    void aHundredAndMoreComeInLooksOfAHundred() {
        try (PostOffice office = new PostOffice()) {
            come(office, 0, 205);
            Inflow inflow = new Inflow(office.mailbox(), "INBOX", new Backlog.From(LONG_AGO));
            Inflow.Batch first = told(inflow.look(Optional.empty()));
            Inflow.Batch second = told(inflow.look(Optional.of(first.mark())));
            Inflow.Batch third = told(inflow.look(Optional.of(second.mark())));
            assertEquals(
                    List.of(100, 100, 5),
                    List.of(
                            first.mails().size(),
                            second.mails().size(),
                            third.mails().size()));
            assertEquals(false, told(inflow.look(Optional.of(third.mark()))).more());
        }
    }

    @Test
    void aChangedNumberingAsksAgainForWhatCameSinceTheLastLooks() {
        try (PostOffice office = new PostOffice()) {
            come(office, 0, 5);
            Inflow inflow = new Inflow(office.mailbox(), "INBOX", new Backlog.None());
            String mark = told(inflow.look(Optional.empty())).mark();
            String[] part = mark.split(":", -1);
            String foreign = Long.parseLong(part[0]) + 1 + ":" + part[1] + ":" + part[2];
            assertEquals(
                    List.of("0", "1", "2", "3", "4"),
                    subjects(told(inflow.look(Optional.of(foreign))).mails()));
        }
    }

    @Test
    void readingLeavesAMailUnread() throws Exception {
        try (PostOffice office = new PostOffice()) {
            come(office, 0, 1);
            told(new Inflow(office.mailbox(), "INBOX", new Backlog.From(LONG_AGO)).look(Optional.empty()));
            assertEquals(
                    false,
                    office.server()
                            .getManagers()
                            .getImapHostManager()
                            .getFolder(office.server().getUserManager().getUserByEmail(PostOffice.US), "INBOX")
                            .getMessages()
                            .getFirst()
                            .isSet(jakarta.mail.Flags.Flag.SEEN));
        }
    }

    @Test
    void aMailOfAHundredMegabytesCostsANote() {
        try (PostOffice office = new PostOffice()) {
            String line = "x".repeat(76) + "\r\n";
            int lines = (Campaign.full() ? 100_000_000 : 40_000_000) / line.length();
            office.comes(PostOffice.letter("jo@acme.example", "<big@acme.example>", "Big", line.repeat(lines)));
            come(office, 1, 2);
            Inflow.Batch batch =
                    told(new Inflow(office.mailbox(), "INBOX", new Backlog.From(LONG_AGO)).look(Optional.empty()));
            String notice = new String(batch.mails().getFirst().bytes(), StandardCharsets.UTF_8);
            assertTrue(notice.contains("Message-ID: <big@acme.example>\r\n"), notice);
            assertTrue(notice.contains("more than the 38 MB that are fetched"), notice);
            assertTrue(notice.length() < 1000, notice);
            assertEquals(2, batch.mails().size());
        }
    }

    @Test
    void aWrongPasswordIsAnAuthFault() {
        try (PostOffice office = new PostOffice()) {
            Imap imap = new Imap(
                    office.imap(),
                    new Login(PostOffice.US, Login.Scheme.PASSWORD, () -> "other"),
                    PostOffice.patience());
            Asked.Silent<?> silent = assertInstanceOf(
                    Asked.Silent.class, new Inflow(imap, "INBOX", new Backlog.None()).look(Optional.empty()));
            assertInstanceOf(ToolError.Auth.class, silent.error());
        }
    }

    @Test
    void aConnectionThatIsCutAtAnyLineLosesNothingAndTakesNothingTwice() throws Exception {
        int mails = 8;
        int step = Campaign.full() ? 1 : 61;
        List<String> all = IntStream.range(0, mails).mapToObj(Integer::toString).toList();
        try (PostOffice office = new PostOffice()) {
            come(office, 0, mails);
            int cuts = 0;
            for (int line = 1; ; line += step) {
                try (Scissors scissors = new Scissors(office.imap().port(), line, line % 2 == 0)) {
                    Inflow inflow = new Inflow(
                            new Imap(scissors.host(), PostOffice.login(), PostOffice.patience()),
                            "INBOX",
                            new Backlog.From(LONG_AGO));
                    List<String> taken = new ArrayList<>();
                    Optional<String> mark = Optional.empty();
                    for (int looks = 0; looks < 4; looks++) {
                        if (inflow.look(mark) instanceof Asked.Told<Inflow.Batch>(Inflow.Batch batch)) {
                            taken.addAll(subjects(batch.mails()));
                            mark = Optional.of(batch.mark());
                        }
                    }
                    assertEquals(all, taken, "cut at line " + line);
                    if (!scissors.cut()) {
                        break;
                    }
                    cuts++;
                }
            }
            assertTrue(cuts > 2, cuts + " cuts");
        }
    }

    @Test
    void aMailAtWhichTheConnectionAlwaysBreaksIsToldOfAndPassed() throws Exception {
        try (PostOffice office = new PostOffice();
                Guillotine guillotine = new Guillotine(office.imap().port(), "Mail 1\r\n")) {
            come(office, 0, 3);
            Map<Long, Integer> broke = new ConcurrentHashMap<>();
            List<String> taken = new ArrayList<>();
            Optional<String> mark = Optional.empty();
            for (int looks = 0; looks < 12; looks++) {
                Imap imap = new Imap(guillotine.host(), PostOffice.login(), PostOffice.patience());
                if (new Inflow(imap, "INBOX", new Backlog.From(LONG_AGO), broke).look(mark)
                        instanceof Asked.Told<Inflow.Batch>(Inflow.Batch batch)) {
                    taken.addAll(subjects(batch.mails()));
                    mark = Optional.of(batch.mark());
                }
            }
            assertEquals(List.of("0", "A mail that could not be fetched", "2"), taken);
        }
    }

    private static void come(PostOffice office, int from, int to) {
        for (int i = from; i < to; i++) {
            office.comes(PostOffice.letter("jo@acme.example", "<m" + i + "@acme.example>", "" + i, "Mail " + i));
        }
    }

    private static List<String> subjects(List<Inflow.Fetched> mails) {
        return mails.stream()
                .map(mail -> new String(mail.bytes(), StandardCharsets.UTF_8))
                .map(text -> text.lines()
                        .filter(line -> line.startsWith("Subject: "))
                        .findFirst()
                        .orElse("?")
                        .substring(9))
                .toList();
    }

    private static <T> T told(Asked<T> heard) {
        return switch (heard) {
            case Asked.Told<T>(T value) -> value;
            case Asked.Silent<T>(ToolError error) -> throw new AssertionError(error.toString());
        };
    }
}
