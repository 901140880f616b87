/**
 * X: posts and threads, counted as X counts, and what others say of them.
 *
 * <p>X takes no key from us. {@link dev.factotum.channel.x.Publisher} therefore writes each post down before it is sent, and
 * looks for one that may be out among our own.
 */
@NullMarked
package dev.factotum.channel.x;

import org.jspecify.annotations.NullMarked;
