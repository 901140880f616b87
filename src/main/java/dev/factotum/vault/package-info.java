/** Matters, stages, durable files, claims and the ledger: the folder as a database. */
@NullMarked
package dev.factotum.vault;

import org.jspecify.annotations.NullMarked;
