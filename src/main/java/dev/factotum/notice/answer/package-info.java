/** Answers from afar: one-time codes bound to a plan, buttons in a chat, replies by mail. */
@NullMarked
package dev.factotum.notice.answer;

import org.jspecify.annotations.NullMarked;
