package dev.factotum.planted.markdown;

import dev.factotum.planted.world.Upward;

record Peer(Upward upward) {}
