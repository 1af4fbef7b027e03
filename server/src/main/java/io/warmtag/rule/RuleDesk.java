package io.warmtag.rule;

/** All that somebody needs who looks after a site's rules. */
public record RuleDesk(Rules rules, FiringLog log, Whys whys, Frequencies frequencies, Starter starter) {}
