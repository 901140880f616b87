/** Events sent to other programs by Standard Webhooks, derived from the audit chain. */
@NullMarked
package dev.factotum.notice.webhook;

import org.jspecify.annotations.NullMarked;
