package dev.factotum.llm;

/**
 * One place where a provider's models are asked. A provider may have several; calls are spread over them.
 *
 * @param name tells it from all others, in every process; the provider's own name where it has but one
 * @param free true where nothing is paid, as with a model on this machine
 * @param mark differs once its settings or its key differ; holds no secret
 */
public record Endpoint(String name, Provider provider, boolean free, String mark) {}
