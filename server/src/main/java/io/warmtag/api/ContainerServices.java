package io.warmtag.api;

import io.warmtag.catalog.Catalog;
import io.warmtag.container.Environments;
import io.warmtag.container.EventChecks;
import io.warmtag.container.EventStrictness;
import io.warmtag.container.Sentences;
import io.warmtag.container.Workspaces;
import io.warmtag.install.Verification;
import io.warmtag.preview.FateStore;
import io.warmtag.preview.PreviewTraces;
import io.warmtag.preview.Previews;
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
        Trying trying) {
    /** What looks at sites before and after something is published: previews, and the check of an installation. */
    public record Trying(Previews previews, PreviewTraces traces, FateStore fates, Verification verification) {}

    Verification verification() {
        return trying.verification;
    }
}
