/** LinkedIn: posts. */
@NullMarked
package dev.factotum.channel.linkedin;

import org.jspecify.annotations.NullMarked;
