package io.warmtag.visitor;

import java.util.UUID;

/**
 * A visitor belongs to another person than before.
 *
 * @param before whose visitor he was; himself when he was a person of his own
 */
public record Regrouped(UUID visitor, UUID before, UUID after) {}
