package dev.factotum.channel.email.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.factotum.channel.email.wire.Filing.Filed;
import dev.factotum.job.Campaign;
import dev.factotum.world.Threads;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Against a Dovecot of our own, started by {@code src/test/peers/dovecot.sh}; skipped with a line where there is none. */
@EnabledIfSystemProperty(named = "peers", matches = "true")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DovecotTest {
    private static final Backlog ALL = new Backlog.From(LocalDate.parse("2000-01-01"));

    private Path folder = Path.of("");
    private Optional<Process> server = Optional.empty();
    private int port;

    @BeforeAll
    void start() throws Exception {
        assumeTrue(
                Stream.of("/usr/sbin/dovecot", "/usr/bin/dovecot", "/opt/homebrew/sbin/dovecot")
                        .anyMatch(program -> Files.isExecutable(Path.of(program))),
                "no dovecot here: apt-get install dovecot-imapd");
        folder = Files.createTempDirectory("factotum-dovecot");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        ProcessBuilder builder = new ProcessBuilder(
                "sh",
                Path.of("src/test/peers/dovecot.sh").toAbsolutePath().toString(),
                folder.resolve("x").toString(),
                Integer.toString(port),
                PostOffice.WORD.replace(" ", "-"));
        builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin:/opt/homebrew/sbin");
        server = Optional.of(builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start());
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!greets()) {
            assertTrue(System.nanoTime() < end && server.get().isAlive(), Files.readString(folder.resolve("out")));
        }
    }

    private boolean greets() {
        try (Socket socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port)) {
            socket.setSoTimeout(10_000);
            return socket.getInputStream().read() == '*';
        } catch (IOException notYet) {
            Thread.onSpinWait();
            return false;
        }
    }

    @AfterAll
    void stop() throws Exception {
        if (server.isPresent()) {
            server.get().destroy();
            server.get().waitFor(10, TimeUnit.SECONDS);
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(one);
                }
            }
        }
    }

    private Login login(String user) {
        return new Login(user, Login.Scheme.PASSWORD, () -> PostOffice.WORD.replace(" ", "-"));
    }

    private Host host() {
        return new Host("127.0.0.1", port, Host.Security.NONE);
    }

    private Imap imap() {
        return new Imap(host(), login(PostOffice.US), PostOffice.patience());
    }

    private void come(String box, int from, int to) {
        told(imap().ask(store -> {
            IMAPFolder inbox = (IMAPFolder) store.getFolder(box);
            if (!inbox.exists()) {
                inbox.create(Folder.HOLDS_MESSAGES);
            }
            for (int i = from; i < to; i++) {
                byte[] mail =
                        PostOffice.letter("jo@acme.example", "<" + box + i + "@acme.example>", "" + i, "Mail " + i);
                inbox.appendMessages(new Message[] {
                    new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail))
                });
            }
            return inbox.getFullName();
        }));
    }

    private void remove(String box) {
        told(imap().ask(store -> store.getFolder(box).delete(true)));
    }

    @Test
    void aHundredMailsComeInOnceWhereverTheConnectionIsCut() throws Exception {
        come("Hundred", 0, 100);
        List<String> all = IntStream.range(0, 100).mapToObj(Integer::toString).toList();
        int cuts = 0;
        boolean whole = false;
        for (int line = 1; !whole; line += Campaign.full() || line < 60 ? 1 : 37) {
            whole = true;
            for (boolean after : new boolean[] {false, true}) {
                try (Scissors scissors = new Scissors(port, line, after)) {
                    Inflow inflow = new Inflow(
                            new Imap(scissors.host(), login(PostOffice.US), PostOffice.patience()), "Hundred", ALL);
                    List<String> taken = new ArrayList<>();
                    Optional<String> mark = Optional.empty();
                    for (int looks = 0; looks < 4; looks++) {
                        if (inflow.look(mark) instanceof Asked.Told<Inflow.Batch>(Inflow.Batch batch)) {
                            taken.addAll(subjects(batch));
                            mark = Optional.of(batch.mark());
                        }
                    }
                    assertEquals(all, taken, "cut at line " + line);
                    whole &= !scissors.cut();
                    cuts += scissors.cut() ? 1 : 0;
                }
            }
        }
        assertTrue(cuts > 100, cuts + " cuts");
        System.out.println("DovecotTest: 100 mails in, " + cuts + " cuts, 0 lost, 0 twice");
        remove("Hundred");
    }

    @Test
    void aCopyIsFiledOnceWhereverTheConnectionIsCut() throws Exception {
        byte[] mail = PostOffice.letter(PostOffice.US, "<copy@studio.example>", "Copy", "text");
        boolean whole = false;
        int cuts = 0;
        for (int line = 1; !whole; line++) {
            String id = "<copy" + line + "@studio.example>";
            byte[] one = new String(mail, StandardCharsets.UTF_8)
                    .replace("<copy@studio.example>", id)
                    .getBytes(StandardCharsets.UTF_8);
            try (Scissors scissors = new Scissors(port, line, line % 2 == 0)) {
                Filing filing = new Filing(new Imap(scissors.host(), login(PostOffice.US), PostOffice.patience()));
                for (int tries = 0; tries < 3; tries++) {
                    if (filing.put(Folders.SENT, one, id) instanceof Asked.Told<String>(String where)) {
                        assertEquals("Gesendete Objekte", where);
                    }
                }
                assertEquals(1, count("Gesendete Objekte", id), "cut at line " + line);
                whole = !scissors.cut();
                cuts++;
            }
        }
        assertTrue(cuts > 10, cuts + " cuts");
    }

    private int count(String box, String id) {
        return told(imap().ask(store -> {
            IMAPFolder there = (IMAPFolder) store.getFolder(box);
            there.open(Folder.READ_ONLY);
            return there.search(new jakarta.mail.search.HeaderTerm("Message-ID", id)).length;
        }));
    }

    @Test
    void aFolderMadeAnewIsReadAgainWithTheSameBytes() {
        come("Again", 0, 3);
        Inflow inflow = new Inflow(imap(), "Again", ALL);
        Inflow.Batch first = told(inflow.look(Optional.empty()));
        remove("Again");
        come("Again", 0, 4);
        Inflow.Batch second = told(inflow.look(Optional.of(first.mark())));
        assertEquals(List.of("0", "1", "2", "3"), subjects(second));
        assertEquals(
                new String(first.mails().get(1).bytes(), StandardCharsets.UTF_8),
                new String(second.mails().get(1).bytes(), StandardCharsets.UTF_8));
    }

    @Test
    void aMailIsMovedAndMarked() {
        come("From here", 0, 1);
        Filing filing = new Filing(imap());
        assertEquals(new Asked.Told<>(Filed.DONE), filing.flag("From here", "<From here0@acme.example>", "customer"));
        assertEquals(
                new Asked.Told<>(Filed.ALREADY), filing.flag("From here", "<From here0@acme.example>", "customer"));
        assertEquals(new Asked.Told<>(Filed.DONE), filing.move("From here", "<From here0@acme.example>", "To/there"));
        assertEquals(
                new Asked.Told<>(Filed.ALREADY), filing.move("From here", "<From here0@acme.example>", "To/there"));
    }

    @Test
    void newMailWakes() throws Exception {
        Semaphore woken = new Semaphore(0);
        come("Idle", 0, 1);
        Listening listening = new Listening(imap(), "Idle", () -> true, Duration.ofSeconds(1));
        Thread thread = Threads.start("listening", (_, _) -> {}, () -> {
            try {
                listening.run(woken::release);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
        assertTrue(woken.tryAcquire(20, TimeUnit.SECONDS));
        for (int i = 0; i < 5; i++) {
            come("Idle", i + 1, i + 2);
            assertTrue(woken.tryAcquire(20, TimeUnit.SECONDS), "mail " + i);
        }
        thread.interrupt();
        thread.join();
    }

    private static List<String> subjects(Inflow.Batch batch) {
        return batch.mails().stream()
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
            case Asked.Silent<T>(dev.factotum.tool.ToolError error) -> throw new AssertionError(error.toString());
        };
    }
}
