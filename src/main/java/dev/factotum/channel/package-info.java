/** The ways out to the world, each a small package of tools; sandboxed until connected. */
@NullMarked
package dev.factotum.channel;

import org.jspecify.annotations.NullMarked;
