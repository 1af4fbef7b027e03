package io.warmtag.console;

import io.warmtag.site.Site;

/** Where a page learns what a shop has to put into its site. */
public interface Installs {
    /**
     * @param script what the inline script element contains
     * @param noscript the whole element for browsers without JavaScript
     * @param staffLink opened once in a browser, it marks that browser as the shop's own
     */
    record Install(String script, String noscript, String staffLink) {}

    /** @param base the address under which the site reaches Warmtag, without a slash at its end */
    Install of(Site site, String base);
}
