/** The one HTTP client: bounded in time and size, and kept to the hosts and addresses it is meant for. */
@NullMarked
package dev.factotum.http;

import org.jspecify.annotations.NullMarked;
