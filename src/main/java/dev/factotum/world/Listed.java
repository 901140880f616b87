package dev.factotum.world;

/** One name in a folder. */
public record Listed(String name, FileFacts.Kind kind) {}
