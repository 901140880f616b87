@NullMarked
package dev.factotum.journal;

import org.jspecify.annotations.NullMarked;
