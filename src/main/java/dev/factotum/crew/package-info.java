/** Who works here beside the person: agents as files, their prompts, and the planner that asks models. */
@NullMarked
package dev.factotum.crew;

import org.jspecify.annotations.NullMarked;
