/** What the office remembers: what people changed in plans, and what they wrote or approved before. */
@NullMarked
package dev.factotum.memory;

import org.jspecify.annotations.NullMarked;
