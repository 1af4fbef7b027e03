package io.warmtag;

import io.vertx.core.Future;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDirectory;
import io.warmtag.site.SiteDraft;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The demo shop's site. Its domain is wherever this server is. */
final class DemoSite {
    private DemoSite() {}

    /** Makes it at the first start; adds where the server is now, which may be elsewhere at each start. Blocks. */
    static String open(SiteDirectory sites, Optional<String> publicUrl) {
        var draft = SiteDraft.of("Rongin (demo shop)", List.of("localhost", "127.0.0.1"));
        return sites.createIfMissing(Site.DEMO, draft)
                .compose(site -> host(publicUrl)
                        .filter(host -> !site.owns(host))
                        .map(host -> sites.addDomain(site, host))
                        .orElse(Future.succeededFuture(site)))
                .await()
                .publicId();
    }

    private static Optional<String> host(Optional<String> publicUrl) {
        return publicUrl.map(URI::create).map(URI::getHost).map(host -> host.toLowerCase(Locale.ROOT));
    }
}
