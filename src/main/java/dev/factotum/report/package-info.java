/** What a person reads about the whole vault: the Dashboard. */
@NullMarked
package dev.factotum.report;

import org.jspecify.annotations.NullMarked;
