package io.warmtag.rule;

import io.warmtag.rule.model.Rule;
import java.time.Instant;

/** What a rule said, from one saving to the next. */
public record RuleVersion(int version, Rule rule, String author, Instant createdAt) {}
