package io.warmtag.visitor.model;

/**
 * The temperature as it is known outside.
 *
 * @param since ms of the last transition, or of the person's first appearance
 * @param changes how many transitions led here; the number of the last one
 */
public record Standing(Temperature temperature, long since, int changes) {}
