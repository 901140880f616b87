/** Disk, clock, ids and processes as small seams, so that a test can stop the program after any operation. */
@NullMarked
package dev.factotum.world;

import org.jspecify.annotations.NullMarked;
