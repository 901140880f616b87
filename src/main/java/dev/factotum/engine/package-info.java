/** Plans, gates, approves and runs one matter: policy, approval and execution. */
@NullMarked
package dev.factotum.engine;

import org.jspecify.annotations.NullMarked;
