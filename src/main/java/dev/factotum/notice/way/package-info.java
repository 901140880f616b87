/** The ways by which a person is told: each one message, one receipt, one kind of error. */
@NullMarked
package dev.factotum.notice.way;

import org.jspecify.annotations.NullMarked;
