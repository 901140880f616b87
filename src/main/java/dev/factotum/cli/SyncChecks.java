package dev.factotum.cli;

import dev.factotum.vault.Vault;
import dev.factotum.world.Disk;
import dev.factotum.world.FileTooLargeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Sync tools and version control that work on the same folder. */
final class SyncChecks {
    private static final int HIGHEST = 16;
    private static final long LARGEST_INDEX = 32L << 20;
    private static final List<String> PRIVATE_FOLDERS = List.of(
            "Inbox", "Needs_Action", "Pending_Approval", "Approved", "Rejected", "Completed", "Attachments", ".agent");

    private final Vault vault;
    private final Disk disk;

    SyncChecks(Vault vault) {
        this.vault = vault;
        this.disk = vault.world().disk();
    }

    List<Check> look() throws IOException {
        List<Check> checks = new ArrayList<>();
        List<String> tools = tools();
        if (tools.isEmpty()) {
            checks.add(Check.ok("sync", "no sync tool was recognised"));
        } else {
            checks.add(
                    Check.note(
                            "sync",
                            String.join(", ", tools) + " works on this folder; files count as finished after 3 s",
                            "Only the executor may run steps; .agent/local must not be synced (.stignore ships with the vault)."));
        }
        List<String> shared = missingFrom(".stignore");
        if (tools.contains("Syncthing") && !shared.isEmpty()) {
            checks.add(Check.problem(
                    "stignore",
                    ".stignore does not leave out " + String.join(", ", shared)
                            + ": what belongs to one machine is carried" + " to others",
                    "agent doctor --fix adds the lines."));
        }
        git().ifPresent(checks::add);
        return checks;
    }

    /** Lines that an ignore file should have and has not. */
    List<String> missingFrom(String file) throws IOException {
        List<String> lines =
                text(vault.root().resolve(file)).lines().map(String::strip).toList();
        List<String> wanted = file.equals(".stignore")
                ? List.of("/.agent/local", "/.agent/cache", "/.agent/index")
                : PRIVATE_FOLDERS.stream().map(folder -> "/" + folder + "/").toList();
        return wanted.stream()
                .filter(line -> lines.stream().noneMatch(there -> covers(there, line)))
                .toList();
    }

    /** Whether a line of an ignore file leaves out all of what a wanted one does. */
    private static boolean covers(String line, String wanted) {
        String there = core(line);
        String path = core(wanted);
        return !there.isEmpty() && (path.equals(there) || path.startsWith(there + "/"));
    }

    /** {@code Inbox} of {@code /Inbox/}, {@code Inbox/**} and {@code (?d)/Inbox}. */
    private static String core(String line) {
        return line.replaceFirst("^\\(\\?[di]+\\)", "").replaceFirst("^/", "").replaceFirst("/\\*{0,2}$", "");
    }

    /** The ignore files that something here reads: Syncthing's, git's. */
    List<String> ignoreFiles() throws IOException {
        List<String> files = new ArrayList<>();
        if (tools().contains("Syncthing")) {
            files.add(".stignore");
        }
        if (disk.facts(vault.root().resolve(".git")).isPresent()) {
            files.add(".gitignore");
        }
        return files;
    }

    private List<String> tools() throws IOException {
        Map<String, String> markers = new LinkedHashMap<>();
        markers.put(".stfolder", "Syncthing");
        markers.put(".dropbox", "Dropbox");
        markers.put(".dropbox.cache", "Dropbox");
        markers.put(".sync", "Resilio Sync");
        List<String> tools = new ArrayList<>();
        Path folder = vault.root();
        for (int up = 0; folder != null && up < HIGHEST; up++) {
            for (Map.Entry<String, String> marker : markers.entrySet()) {
                if (disk.facts(folder.resolve(marker.getKey())).isPresent() && !tools.contains(marker.getValue())) {
                    tools.add(marker.getValue());
                }
            }
            String name = String.valueOf(folder.getFileName()).toLowerCase(Locale.ROOT);
            Optional<String> known = byName(name);
            if (known.isPresent() && !tools.contains(known.get())) {
                tools.add(known.get());
            }
            folder = folder.getParent();
        }
        return tools;
    }

    private static Optional<String> byName(String folder) {
        if (folder.equals("mobile documents") || folder.startsWith("com~apple~clouddocs")) {
            return Optional.of("iCloud");
        }
        if (folder.equals("onedrive") || folder.startsWith("onedrive -")) {
            return Optional.of("OneDrive");
        }
        if (folder.equals("google drive") || folder.startsWith("googledrive-")) {
            return Optional.of("Google Drive");
        }
        return folder.equals("dropbox") ? Optional.of("Dropbox") : Optional.empty();
    }

    /** Names in git's index are plain bytes, so whether mail is committed can be told without git. */
    private Optional<Check> git() throws IOException {
        if (disk.facts(vault.root().resolve(".git")).isEmpty()) {
            return Optional.empty();
        }
        List<String> tracked = new ArrayList<>();
        try {
            byte[] index = disk.read(vault.root().resolve(".git").resolve("index"), LARGEST_INDEX);
            String names = new String(index, StandardCharsets.ISO_8859_1);
            PRIVATE_FOLDERS.stream()
                    .filter(folder ->
                            names.contains("\0" + folder + "/") || names.contains(folder + "/") && entry(names, folder))
                    .forEach(tracked::add);
        } catch (NoSuchFileException | FileTooLargeException noIndex) {
            tracked.clear();
        }
        if (!tracked.isEmpty()) {
            return Optional.of(Check.problem(
                    "git",
                    "private mail is in version control: " + String.join(", ", tracked),
                    "git rm -r --cached " + String.join(" ", tracked) + ", then commit; the history still holds it."));
        }
        List<String> missing = missingFrom(".gitignore");
        return Optional.of(
                missing.isEmpty()
                        ? Check.ok("git", "mail, attachments and records are left out")
                        : Check.problem(
                                "git",
                                ".gitignore does not leave out " + String.join(", ", missing),
                                "agent doctor --fix adds a line for each."));
    }

    /** A path in the index follows two bytes of flags, not a slash or a letter of a longer path. */
    private static boolean entry(String index, String folder) {
        int at = index.indexOf(folder + "/");
        while (at >= 0) {
            if (at == 0 || index.charAt(at - 1) != '/' && !Character.isLetterOrDigit(index.charAt(at - 1))) {
                return true;
            }
            at = index.indexOf(folder + "/", at + 1);
        }
        return false;
    }

    private String text(Path file) throws IOException {
        try {
            return new String(disk.read(file, 1 << 20), StandardCharsets.UTF_8);
        } catch (NoSuchFileException none) {
            return "";
        }
    }
}
