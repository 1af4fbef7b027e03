package io.warmtag.visitor;

import java.util.UUID;

/** A person of a site, by the visitor who stands for all of his; or a visitor of whom that isn't known yet. */
public record PersonKey(int site, UUID id) {}
