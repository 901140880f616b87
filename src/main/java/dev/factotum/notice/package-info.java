/** Tells the person what waits and what is wrong, and takes their answers from afar. */
@NullMarked
package dev.factotum.notice;

import org.jspecify.annotations.NullMarked;
