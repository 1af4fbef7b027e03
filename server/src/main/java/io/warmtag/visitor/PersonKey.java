package io.warmtag.visitor;

import java.util.UUID;

/** A person of a site. For now his id is his only visitor's. */
public record PersonKey(int site, UUID id) {}
