package dev.factotum.memory;

import dev.factotum.vault.Claims.Claim;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.SerialMergeScheduler;

/** The files of the index, written by one process at a time. */
final class IndexFolder {
    private static final String FORMAT = "format";
    private static final String PRESENT = "2";

    /** It tells of modules that would make it faster, on standard error; held, for levels of forgotten loggers are lost. */
    private static final Logger TELLS = Logger.getLogger("org.apache.lucene");

    private final Vault vault;
    private final Analyzer analyzer;
    private final Path folder;

    IndexFolder(Vault vault, Analyzer analyzer) {
        this.vault = vault;
        this.analyzer = analyzer;
        this.folder = vault.hidden().resolve("local/index/memory");
        TELLS.setLevel(Level.OFF);
    }

    /** Changes an index. */
    interface Change {
        /** @param before the index as it was; @param noted what is noted with it, to be changed in place */
        void make(IndexWriter writer, DirectoryReader before, Map<String, String> noted) throws IOException;
    }

    /** Looks something up. */
    interface Look<T> {
        T at(DirectoryReader index) throws IOException;
    }

    /** Where another process is at it, nothing is changed: it does it for us. */
    @SuppressWarnings("try") // holding the claim is its whole use
    void change(Change change) throws IOException {
        Optional<Claim> claim = vault.claims().claim("index:memory");
        if (claim.isEmpty()) {
            return;
        }
        try (Claim held = claim.get();
                DiskDirectory directory = directory()) {
            if (old(directory)) {
                drop(directory);
            }
            IndexWriterConfig config = new IndexWriterConfig(analyzer)
                    .setCodec(LongVectors.codec())
                    .setMergeScheduler(new SerialMergeScheduler());
            try (IndexWriter writer = new IndexWriter(directory, config);
                    DirectoryReader before = DirectoryReader.open(writer)) {
                Map<String, String> noted =
                        new HashMap<>(before.getIndexCommit().getUserData());
                noted.put(FORMAT, PRESENT);
                change.make(writer, before, noted);
                if (writer.hasUncommittedChanges()) {
                    writer.setLiveCommitData(noted.entrySet());
                    writer.commit();
                } else {
                    writer.rollback();
                }
            }
        }
    }

    /** Empty where there is no index yet. */
    <T> Optional<T> look(Look<T> look) throws IOException {
        try (DiskDirectory directory = directory()) {
            if (!DirectoryReader.indexExists(directory)) {
                return Optional.empty();
            }
            try (DirectoryReader index = DirectoryReader.open(directory)) {
                return Optional.of(look.at(index));
            }
        }
    }

    void drop() throws IOException {
        try (DiskDirectory directory = directory()) {
            drop(directory);
        }
    }

    /** One that an earlier version made holds less than is asked of it. */
    private static boolean old(DiskDirectory directory) throws IOException {
        return DirectoryReader.indexExists(directory)
                && !PRESENT.equals(
                        SegmentInfos.readLatestCommit(directory).getUserData().get(FORMAT));
    }

    private static void drop(DiskDirectory directory) throws IOException {
        for (String name : directory.listAll()) {
            directory.deleteFile(name);
        }
    }

    private DiskDirectory directory() {
        return new DiskDirectory(vault.world().disk(), vault.files(), folder);
    }
}
