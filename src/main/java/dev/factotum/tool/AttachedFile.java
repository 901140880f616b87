package dev.factotum.tool;

import dev.factotum.vault.Digest;
import java.nio.file.Path;

/** A file that a call takes along. @param path absolute, inside the vault; @param name as the receiver sees it */
public record AttachedFile(String argument, Path path, String name, Digest digest, long size) {}
