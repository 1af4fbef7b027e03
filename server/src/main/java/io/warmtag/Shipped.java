package io.warmtag;

import io.warmtag.catalog.Catalog;
import io.warmtag.publish.Manifest;
import io.warmtag.web.Messages;
import io.warmtag.web.Pages;
import io.warmtag.web.StaticAssets;

/**
 * What came with the jar: texts and pages of the console, and what tag-js was built into. Of what the server does before it
 * is ready, compiling the pages is the longest that needs nothing else.
 */
record Shipped(Messages messages, StaticAssets assets, Pages pages, Manifest manifest, Catalog catalog) {

    /** Blocks. A page that is broken is an exception. */
    static Shipped load() {
        var messages = Messages.load();
        var assets = StaticAssets.load();
        return new Shipped(messages, assets, Pages.load(messages, assets), Manifest.load(), Catalog.load());
    }
}
