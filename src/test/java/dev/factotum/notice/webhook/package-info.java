@NullMarked
package dev.factotum.notice.webhook;

import org.jspecify.annotations.NullMarked;
