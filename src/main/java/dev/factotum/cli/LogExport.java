package dev.factotum.cli;

import dev.factotum.audit.AuditExport;
import dev.factotum.audit.AuditLog;
import dev.factotum.problem.CommandCode;
import dev.factotum.problem.ExitCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.vault.Vault;
import dev.factotum.world.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "export", description = "Write the whole audit log out for other programs.")
final class LogExport extends AgentCommand {
    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Form form;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "A new file; stdout without one.")
    private @Nullable String file;

    /** One of the two. */
    private static final class Form {
        @Option(names = "--csv", description = "RFC 4180, with a header line.")
        private boolean csv;

        @Option(names = "--ndjson", description = "One JSON object a line, exactly as the chain holds it.")
        private boolean ndjson;

        AuditExport export() {
            return csv ? AuditExport.CSV : AuditExport.NDJSON;
        }
    }

    @Override
    protected ExitCode run(Session session) throws IOException {
        Vault vault = session.vault();
        try (AuditLog audit = new AuditLog(vault, Zone.of(session, vault))) {
            if (file == null) {
                try (Lines lines = new Lines(session.out(), form.ndjson)) {
                    audit.export(form.export(), lines);
                }
                return ExitCode.DONE;
            }
            Path target = session.here().resolve(file).normalize();
            Disk disk = vault.world().disk();
            try {
                disk.createPrivate(target, new byte[0]);
            } catch (FileAlreadyExistsException taken) {
                throw new ProblemException(new Problem(
                        CommandCode.USAGE,
                        "The file is there already; nothing was written.",
                        target.toString(),
                        "an export never replaces a file",
                        "Name another one, or delete this one."));
            }
            Appended appended = new Appended(disk, target);
            audit.export(form.export(), appended);
            appended.end();
            session.out().note("Written to " + target + ".");
            return ExitCode.DONE;
        }
    }

    /** Text gathered into writes of some size. */
    private abstract static class Gathered implements Appendable {
        final StringBuilder gathered = new StringBuilder();

        abstract void grown() throws IOException;

        @Override
        public Appendable append(CharSequence text) throws IOException {
            gathered.append(text);
            grown();
            return this;
        }

        @Override
        public Appendable append(CharSequence text, int start, int end) throws IOException {
            return append(text.subSequence(start, end));
        }

        @Override
        public Appendable append(char c) throws IOException {
            return append(String.valueOf(c));
        }
    }

    /** Whole lines for stdout, cleaned of controls like all that is shown. */
    private static final class Lines extends Gathered implements AutoCloseable {
        private final Out out;
        private final boolean json;

        Lines(Out out, boolean json) {
            this.out = out;
            this.json = json;
        }

        @Override
        void grown() {
            int from = 0;
            for (int end = gathered.indexOf("\n"); end >= 0; end = gathered.indexOf("\n", from)) {
                String line = gathered.substring(from, end);
                if (json) {
                    out.json(line);
                } else {
                    out.print(line);
                }
                from = end + 1;
            }
            gathered.delete(0, from);
        }

        @Override
        public void close() {
            if (!gathered.isEmpty()) {
                out.print(gathered.toString());
            }
        }
    }

    /** A file that grows. */
    private static final class Appended extends Gathered {
        private static final int ENOUGH = 1 << 16;

        private final Disk disk;
        private final Path file;

        Appended(Disk disk, Path file) {
            this.disk = disk;
            this.file = file;
        }

        @Override
        void grown() throws IOException {
            if (gathered.length() >= ENOUGH) {
                write();
            }
        }

        private void write() throws IOException {
            disk.append(file, gathered.toString().getBytes(StandardCharsets.UTF_8));
            gathered.setLength(0);
        }

        void end() throws IOException {
            write();
            disk.force(file);
        }
    }
}
