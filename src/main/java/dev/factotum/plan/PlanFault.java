package dev.factotum.plan;

import dev.factotum.problem.PlanCode;
import java.util.Optional;

/**
 * A mistake in a plan's text or in what a step asks for.
 *
 * @param step index of the step in the file, from 0; empty where it belongs to none
 * @param line in the file, from 1
 * @param reason one sentence
 * @param hint what to do about it
 */
public record PlanFault(PlanCode code, Optional<Integer> step, int line, String reason, String hint) {}
