package io.warmtag.console;

import io.warmtag.audit.AuditStore;
import io.warmtag.catalog.Catalog;
import io.warmtag.container.Workspaces;
import io.warmtag.event.EventCountStore;

/** What the pages about a site's container share. */
public record Tagging(
        Console console, Catalog catalog, Workspaces workspaces, AuditStore audit, EventCountStore counts) {}
