package dev.factotum.world;

/** One name in a folder and what the disk says of it. */
public record Sighted(String name, FileFacts facts) {}
