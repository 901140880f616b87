@NullMarked
package dev.factotum.secret;

import org.jspecify.annotations.NullMarked;
