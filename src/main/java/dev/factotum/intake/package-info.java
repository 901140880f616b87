/** Turns whatever is dropped in an intake folder into a matter. */
@NullMarked
package dev.factotum.intake;

import org.jspecify.annotations.NullMarked;
