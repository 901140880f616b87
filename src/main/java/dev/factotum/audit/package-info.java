/** The hash chain of everything that happened and its human page, Audit_Log.md. */
@NullMarked
package dev.factotum.audit;

import org.jspecify.annotations.NullMarked;
