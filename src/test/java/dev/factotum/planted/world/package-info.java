/** Classes that break a rule on purpose. */
@NullMarked
package dev.factotum.planted.world;

import org.jspecify.annotations.NullMarked;
