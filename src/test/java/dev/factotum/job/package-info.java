/** The whole main job on one disk: what a person does, what the program makes of it, what must hold at every instant. */
@NullMarked
package dev.factotum.job;

import org.jspecify.annotations.NullMarked;
