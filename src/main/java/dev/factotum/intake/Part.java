package dev.factotum.intake;

/** A file that came inside a message. @param name as the sender called it, one line, not yet safe as a file name */
record Part(String name, byte[] bytes) {}
