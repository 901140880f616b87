/** Classes that break a rule on purpose. */
@NullMarked
package dev.factotum.planted;

import org.jspecify.annotations.NullMarked;
