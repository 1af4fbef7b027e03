package io.warmtag;

import io.vertx.core.Vertx;
import io.warmtag.config.DatabaseAddress;
import io.warmtag.db.Database;
import io.warmtag.db.Leadership;
import io.warmtag.db.News;
import io.warmtag.occasion.Wanted;
import io.warmtag.site.SiteDirectory;
import io.warmtag.visitor.ModelSettingsStore;

/** What has been started before anything can follow from what persons do. */
record Ground(
        Vertx vertx,
        Database database,
        DatabaseAddress address,
        News news,
        Leadership leadership,
        SiteDirectory sites,
        ModelSettingsStore models,
        Wanted wanted) {}
