package io.warmtag.campaign.model;

/**
 * One of the texts that are tried against each other.
 *
 * @param weight its share among the others' weights, 1 to 100
 */
public record Variant(int weight, Texts bengali, Texts english) {}
