@NullMarked
package dev.factotum.skill;

import org.jspecify.annotations.NullMarked;
