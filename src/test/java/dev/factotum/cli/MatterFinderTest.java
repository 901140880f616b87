package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.problem.VaultCode;
import dev.factotum.vault.LedgerEntry.Placed;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Seen;
import dev.factotum.vault.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatterFinderTest {
    private static final MatterId INVOICE = new MatterId("01KAGRZ3M8D2V6Q4T0X9N5C7BH");
    private static final MatterId POSTER = new MatterId("01KAGRZ3M8D2V6Q4T0X9N5C7CJ");
    private static final MatterId EVENING = new MatterId("01KAGS00000000000000000ABC");

    @TempDir
    Path folder;

    private Shop shop;
    private MatterFinder finder;

    @BeforeEach
    void someMatters() throws IOException {
        shop = Shop.in(folder);
        matter(Stage.PENDING_APPROVAL, "Invoice 1042.md", INVOICE, "Re: invoice 1042?");
        matter(Stage.PENDING_APPROVAL, "Poster.md", POSTER, "Poster");
        matter(Stage.APPROVED, "Poster evening.md", EVENING, "Poster evening");
        finder = new MatterFinder(shop.vault(), shop.root());
    }

    private void matter(Stage stage, String name, MatterId id, String title) throws IOException {
        shop.write(stage.folder() + "/" + name, "---\nid: " + id + "\n---\n\n# " + title + "\n");
    }

    private String found(String typed) throws IOException {
        return finder.one(typed).name();
    }

    private Problem refused(String typed) {
        return assertThrows(ProblemException.class, () -> finder.one(typed)).problem();
    }

    @Test
    void anIdItsBeginningAndItsEndAreEnough() throws IOException {
        assertEquals("Invoice 1042.md", found(INVOICE.value()));
        assertEquals("Poster evening.md", found("01kags"));
        assertEquals("Poster.md", found("N5C7CJ"));
    }

    @Test
    void aTitleIsFoundWholeBeforeInPart() throws IOException {
        assertEquals("Poster.md", found("poster"));
        assertEquals("Poster evening.md", found("POSTER EVE"));
        assertEquals("Invoice 1042.md", found("re: invoice 1042?"));
        assertEquals("Invoice 1042.md", found("e: inv"));
    }

    @Test
    void aWholeTitleAtRestComesBeforeAPartOfAnOpenOne() throws IOException {
        shop.write("Completed/2026-10/Poster eve.md", "---\nid: 01KA000000000000000000WXYZ\n---\n# Poster eve\n");
        assertEquals("Completed/2026-10/Poster eve.md", finder.one("poster eve").where());
        assertEquals("Poster evening.md", found("poster eveni"));
    }

    @Test
    void whereNothingWillBeAskedAPartOfATitleIsNotEnough() throws IOException {
        MatterFinder sure = new MatterFinder(shop.vault(), shop.root(), true);
        assertEquals("Poster.md", sure.one("poster").name());
        assertEquals("Poster evening.md", sure.one("01kags").name());
        Problem problem = assertThrows(ProblemException.class, () -> sure.one("poster even"))
                .problem();
        assertEquals(VaultCode.NO_SUCH_MATTER, problem.code());
        assertTrue(problem.why().contains("Poster evening"), problem.why());
    }

    @Test
    void aFileIsFoundByNameAndByPath() throws IOException {
        assertEquals("Poster.md", found("Poster.md"));
        assertEquals("Poster evening.md", found("Approved/Poster evening.md"));
        MatterFinder inside = new MatterFinder(shop.vault(), shop.root().resolve("Approved"));
        assertEquals("Poster.md", inside.one("../Pending_Approval/Poster.md").name());
    }

    @Test
    void noPathLeadsOutOfThePipeline() throws IOException {
        shop.write("Notes/Secret.md", "# Secret\n");

        assertEquals(VaultCode.NO_SUCH_MATTER, refused("Notes/Secret.md").code());
        assertEquals(
                VaultCode.NO_SUCH_MATTER, refused("Approved/../Notes/Secret.md").code());
    }

    @Test
    void whatFitsSeveralIsAskedBackWithAllOfThem() {
        Problem problem = refused("01KAGRZ3");

        assertEquals(VaultCode.AMBIGUOUS_NAME, problem.code());
        assertTrue(problem.why().contains("Poster  (N5C7CJ, Pending_Approval)"), problem.why());
        assertTrue(problem.why().contains("Invoice 1042  (N5C7BH, Pending_Approval)"), problem.why());
    }

    @Test
    void whatFitsNothingNamesWhatSharesAWord() {
        Problem problem = refused("the invoice of Bob");

        assertEquals(VaultCode.NO_SUCH_MATTER, problem.code());
        assertTrue(problem.why().contains("Invoice 1042"), problem.why());
    }

    @Test
    void numbersAreThoseOfTheLastList() throws IOException {
        assertEquals(VaultCode.NO_SUCH_MATTER, refused("@1").code());
        assertTrue(new LastList(shop.vault()).keep(List.of(EVENING, INVOICE)));

        assertEquals("Poster evening.md", found("@1"));
        assertEquals("Invoice 1042.md", found("@2"));
        assertEquals(VaultCode.NO_SUCH_MATTER, refused("@3").code());
        assertEquals(VaultCode.NO_SUCH_MATTER, refused("@0").code());
    }

    @Test
    void aListOfAnotherTerminalNeverChangesWhatANumberMeansHere() throws IOException {
        Shop other = shop.otherTerminal();
        assertTrue(new LastList(shop.vault()).keep(List.of(EVENING, INVOICE)));
        assertEquals(
                VaultCode.NO_SUCH_MATTER,
                assertThrows(ProblemException.class, () -> new MatterFinder(other.vault(), other.root()).one("@1"))
                        .problem()
                        .code());
        assertTrue(new LastList(other.vault()).keep(List.of(POSTER)));

        assertEquals("Poster evening.md", found("@1"));
        assertEquals(
                "Poster.md",
                new MatterFinder(other.vault(), other.root()).one("@1").name());
    }

    @Test
    void listsOfTerminalsThatAreLongGoneAreForgotten() throws IOException {
        for (int i = 0; i < 40; i++) {
            Path list = shop.write(".agent/local/lists/" + (5000 + i), INVOICE.value() + "\n");
            Files.setLastModifiedTime(list, FileTime.from(Instant.EPOCH.plusSeconds(i)));
        }
        assertTrue(new LastList(shop.vault()).keep(List.of(POSTER)));

        try (var lists = Files.list(shop.root().resolve(".agent/local/lists"))) {
            assertEquals(31, lists.count());
        }
        assertEquals("Poster.md", found("@1"));
    }

    @Test
    void severalAreFoundOnceEachInTheOrderTyped() throws IOException {
        List<String> names = finder.all(List.of("Poster evening", "N5C7BH", "invoice 1042")).stream()
                .map(Seen::name)
                .toList();

        assertEquals(List.of("Poster evening.md", "Invoice 1042.md"), names);
    }

    @Test
    void mattersAtRestAreFoundByIdAndName() throws IOException {
        MatterId old = new MatterId("01KA000000000000000000WXYZ");
        shop.write("Completed/2026-10/Old letter.md", "---\nid: " + old + "\n---\n# Old letter\n");
        long number = shop.vault()
                .ledgers()
                .of(old)
                .append(new Placed(Instant.EPOCH, Stage.COMPLETED, "Old letter.md", "agent"));
        assertEquals(1, number);
        shop.vault().ledgers().close(old);

        assertEquals("Old letter.md", found("WXYZ"));
        assertEquals("Old letter.md", found("old let"));
        assertEquals(Stage.COMPLETED, finder.one(old.value()).stage());
    }

    @Test
    void mattersAtRestAreFoundByTitleWhereTheirFileIsNamedOtherwise() throws IOException {
        shop.write("Completed/2026-10/u.md", "---\nid: 01KA000000000000000000WXYZ\n---\n# Und\n");
        shop.write("Rejected/r.md", "---\nid: 01KA000000000000000000WXYY\n---\n# Nothing of it\n");

        assertEquals("u.md", found("Und"));
        assertEquals("r.md", found("nothing of"));
        shop.write("Completed/2026-11/Und.md", "---\nid: 01KA000000000000000000WXZZ\n---\n# Other\n");
        assertEquals("Und.md", found("und"), "a name comes before a title");
    }

    @Test
    void aMatterWhoseFileIsGoneIsSaidToHaveBeenThere() throws IOException {
        MatterId old = new MatterId("01KA000000000000000000WXYZ");
        long number =
                shop.vault().ledgers().of(old).append(new Placed(Instant.EPOCH, Stage.COMPLETED, "Old.md", "agent"));
        assertEquals(1, number);
        shop.vault().ledgers().close(old);

        assertTrue(refused(old.value()).why().contains("its file is not where it came to rest"), "it is known");
    }

    @Test
    void aListThatCannotBeKeptIsNoFailure() throws IOException {
        Path local = shop.root().resolve(".agent/local");
        Files.createDirectories(local);
        Files.writeString(local.resolve("lists"), "in the way");

        assertEquals(VaultCode.NO_SUCH_MATTER, refused("nothing at all").code());
    }
}
