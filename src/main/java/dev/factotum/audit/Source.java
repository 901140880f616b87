package dev.factotum.audit;

import java.nio.file.Path;

/**
 * Part of a file to read.
 *
 * @param name below the vault, with slashes
 * @param size bytes to read; what was appended later is left alone
 */
record Source(String name, Path path, long size) {}
