package io.warmtag.rule;

import java.time.Instant;
import java.util.UUID;

/** Somebody in an audience, since when. */
public record Member(UUID person, Instant since) {}
