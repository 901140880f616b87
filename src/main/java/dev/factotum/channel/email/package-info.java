/** Mail: sending and answering, with strict addresses and no way to inject a header. */
@NullMarked
package dev.factotum.channel.email;

import org.jspecify.annotations.NullMarked;
