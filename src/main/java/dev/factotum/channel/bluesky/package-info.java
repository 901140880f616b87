/** Bluesky: posts, counted in graphemes and bytes. */
@NullMarked
package dev.factotum.channel.bluesky;

import org.jspecify.annotations.NullMarked;
