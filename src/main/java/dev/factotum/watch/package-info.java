/** The long-running loop: events as hints, scans as the truth. */
@NullMarked
package dev.factotum.watch;

import org.jspecify.annotations.NullMarked;
