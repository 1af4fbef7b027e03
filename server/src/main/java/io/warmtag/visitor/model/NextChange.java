package io.warmtag.visitor.model;

/** The change of temperature that comes by itself unless something happens before. */
public record NextChange(Temperature to, long at) {}
