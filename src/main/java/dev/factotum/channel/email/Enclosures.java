package dev.factotum.channel.email;

import dev.factotum.channel.email.wire.Outgoing;
import dev.factotum.channel.email.wire.Outgoing.Enclosed;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.tool.AttachedFile;
import dev.factotum.tool.Call;
import dev.factotum.tool.ToolError;
import dev.factotum.vault.Digest;
import dev.factotum.world.Disk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Puts a call's mail together with its files, whose bytes are those that were approved. */
final class Enclosures {
    private final Disk disk;

    Enclosures(Disk disk) {
        this.disk = disk;
    }

    /** What came of it. */
    sealed interface Made {
        record Mail(Outgoing mail) implements Made {}

        record Not(ToolError error) implements Made {}
    }

    Made mail(MailAction action, Arguments arguments, Call call, String name) {
        if (!(Addresses.read(call.account().handle()) instanceof Addresses.Read.Good)) {
            return new Made.Not(new ToolError.Validation(
                    "the account " + call.account().name() + " has no mail address as its handle"));
        }
        Optional<String> barred = action.barred(arguments, call);
        if (barred.isPresent()) {
            return new Made.Not(new ToolError.Validation(barred.get()));
        }
        List<Enclosed> files = new ArrayList<>();
        try {
            for (AttachedFile file : call.files()) {
                byte[] bytes = disk.read(file.path(), file.size());
                if (!Digest.of(bytes).equals(file.digest())) {
                    return new Made.Not(new ToolError.Validation(file.name() + " is not the file that was approved"));
                }
                files.add(new Enclosed(file.name(), type(file.name()), bytes));
            }
        } catch (IOException unreadable) {
            return new Made.Not(new ToolError.NotFound("a file cannot be read: " + unreadable.getMessage()));
        }
        return new Made.Mail(action.mail(arguments, call, name, files));
    }

    /** By the name's ending, as receivers' programs go by it. */
    private static String type(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (ending) {
            case "pdf" -> "application/pdf";
            case "png" -> "image/png";
            case "jpg", "jpeg" -> "image/jpeg";
            case "gif" -> "image/gif";
            case "webp" -> "image/webp";
            case "csv" -> "text/csv; charset=UTF-8";
            case "txt", "md" -> "text/plain; charset=UTF-8";
            case "ics" -> "text/calendar; charset=UTF-8";
            case "zip" -> "application/zip";
            case "docx" -> "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
            case "xlsx" -> "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            case "pptx" -> "application/vnd.openxmlformats-officedocument.presentationml.presentation";
            case "mp3" -> "audio/mpeg";
            case "mp4" -> "video/mp4";
            default -> "application/octet-stream";
        };
    }
}
