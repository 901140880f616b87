/** X: posts and threads, counted as X counts. */
@NullMarked
package dev.factotum.channel.x;

import org.jspecify.annotations.NullMarked;
