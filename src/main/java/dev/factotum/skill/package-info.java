/** Skill folders: what anyone's {@code SKILL.md} offers, pinned at trust, run apart from the vault. */
@NullMarked
package dev.factotum.skill;

import org.jspecify.annotations.NullMarked;
