package dev.factotum.audit;

import java.io.IOException;
import org.apache.commons.csv.CSVFormat;

/** Writes the whole log out, entry by entry, in a form that other programs read. */
public enum AuditExport {
    /** RFC 4180 with a header line. A cell that a spreadsheet would take for a formula starts with an apostrophe. */
    CSV {
        @Override
        void write(AuditReader reader, Appendable out) throws IOException {
            row(
                    out, "seq", "t", "type", "ev", "matter", "n", "step", "skill", "by", "via", "receipt", "detail",
                    "prev", "h");
            reader.all((entry, stored) -> row(
                    out,
                    entry.seq(),
                    entry.t(),
                    entry.type(),
                    cell(entry.ev()),
                    entry.matter().orElse(""),
                    entry.n() == 0 ? "" : entry.n(),
                    cell(entry.step().orElse("")),
                    cell(entry.skill().orElse("")),
                    cell(entry.by().orElse("")),
                    cell(entry.via().orElse("")),
                    cell(entry.receipt().orElse("")),
                    cell(entry.detail().orElse("")),
                    entry.prev(),
                    entry.hash()));
        }
    },
    /** One JSON object a line, exactly as the chain holds it, so that hashes can be checked elsewhere. */
    NDJSON {
        @Override
        void write(AuditReader reader, Appendable out) throws IOException {
            reader.all((entry, stored) -> out.append(stored).append('\n'));
        }
    };

    abstract void write(AuditReader reader, Appendable out) throws IOException;

    private static void row(Appendable out, Object... cells) throws IOException {
        out.append(CSVFormat.RFC4180.format(cells)).append("\r\n");
    }

    private static String cell(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
