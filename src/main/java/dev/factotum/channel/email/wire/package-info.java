/** Mail on the wire: MIME texts, SMTP and IMAP, and what their answers mean. */
@NullMarked
package dev.factotum.channel.email.wire;

import org.jspecify.annotations.NullMarked;
