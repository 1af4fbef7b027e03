package io.warmtag.api;

import io.warmtag.catalog.Catalog;
import io.warmtag.container.Environments;
import io.warmtag.container.EventChecks;
import io.warmtag.container.EventStrictness;
import io.warmtag.container.Sentences;
import io.warmtag.container.Workspaces;
import io.warmtag.install.Verification;
import io.warmtag.publish.Publishing;

/** What drafts, versions and releases are made of, for those who answer requests about them. */
public record ContainerServices(
        Catalog catalog,
        Workspaces workspaces,
        Environments environments,
        Publishing publishing,
        EventChecks checks,
        EventStrictness strictness,
        Sentences sentences,
        Verification verification) {}
