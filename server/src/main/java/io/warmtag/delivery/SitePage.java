package io.warmtag.delivery;

import io.warmtag.site.Site;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** The address of a page of a site's own: a browser may be sent there. */
final class SitePage {
    private SitePage() {}

    /**
     * In ASCII, as a browser reads it; empty when it is none of the site's.
     *
     * @param asked the host by which the browser reached this server
     */
    static Optional<String> of(Site site, String text, String asked) {
        try {
            URI uri = new URI(text);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            return web && uri.getHost() != null && uri.getRawUserInfo() == null && site.owns(uri.getHost(), asked)
                    ? Optional.of(uri.toASCIIString())
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
