/** Classes that break a rule on purpose. */
@NullMarked
package dev.factotum.planted.markdown;

import org.jspecify.annotations.NullMarked;
