package dev.factotum.rule;

/** Why a rule file is no rule. @param line in the file, from 1 */
record RuleFault(int line, String reason, String hint) {}
