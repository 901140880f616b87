/** The AI employee that lives in a folder. */
@NullMarked
package dev.factotum;

import org.jspecify.annotations.NullMarked;
