package io.warmtag.rule;

import java.util.function.LongSupplier;

/**
 * All that somebody needs who looks after a site's rules.
 *
 * @param behindMs how late they are: how long something has been waiting that they could follow from
 */
public record RuleDesk(
        Rules rules, FiringLog log, Whys whys, Frequencies frequencies, Starter starter, LongSupplier behindMs) {}
