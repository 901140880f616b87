/** Mastodon: posts, counted as a Mastodon server counts. */
@NullMarked
package dev.factotum.channel.mastodon;

import org.jspecify.annotations.NullMarked;
