package dev.factotum.planted.stray;

final class Unranked {}
