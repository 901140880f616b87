/** Classes that break a rule on purpose. */
@NullUnmarked
package dev.factotum.planted.stray;

import org.jspecify.annotations.NullUnmarked;
