package dev.factotum.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The call that takes an earlier one back: delete a post, retract a note. @param title as the step's title reads */
public record Undoing(ToolId tool, String title, ObjectNode arguments) {}
