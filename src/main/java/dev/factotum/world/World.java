package dev.factotum.world;

/** Everything outside the program, as seams. */
public record World(Disk disk, Clock clock, Ids ids, Processes processes) {}
