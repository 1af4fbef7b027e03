package io.warmtag.publish;

import io.warmtag.catalog.Catalog;
import io.warmtag.container.Environments;
import io.warmtag.container.EventChecks;
import io.warmtag.container.EventStrictness;
import io.warmtag.container.Sentences;
import io.warmtag.container.Workspaces;

/** What tag management is made of, for those who answer requests about it. */
public record Tagging(
        Catalog catalog,
        Workspaces workspaces,
        Environments environments,
        Publishing publishing,
        EventChecks checks,
        EventStrictness strictness,
        Sentences sentences) {}
