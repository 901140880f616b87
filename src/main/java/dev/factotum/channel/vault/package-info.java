/** The vault's own tools: matters, notes and drafts that really appear. */
@NullMarked
package dev.factotum.channel.vault;

import org.jspecify.annotations.NullMarked;
