package dev.factotum.audit;

/** A place in the chain between two entries. @param month the segment; @param offset bytes of it that lie before */
public record Cursor(String month, long offset) {}
