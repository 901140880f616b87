package dev.factotum.audit;

/**
 * One entry and where it ends.
 *
 * @param seq 0 for the beginning, before there is an entry
 * @param hash its {@code h}
 * @param month the segment it stands in
 * @param size bytes of that segment up to and with its line break
 */
record Anchor(long seq, String hash, String month, long size) {}
