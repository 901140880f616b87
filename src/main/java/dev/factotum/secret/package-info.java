/** References to secrets, and their values at the moment they are needed. */
@NullMarked
package dev.factotum.secret;

import org.jspecify.annotations.NullMarked;
