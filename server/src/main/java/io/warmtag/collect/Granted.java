package io.warmtag.collect;

import io.warmtag.collect.Batch.PageContext;
import io.warmtag.site.Site;

/**
 * What a visitor agrees to at the moment of a request.
 *
 * @param refusesAds by Global Privacy Control, whatever else was said
 * @param keyed by a caller with a key, who counts as consenting unless he says otherwise
 */
record Granted(Site site, PageContext page, boolean refusesAds, boolean keyed) {
    boolean grants(String purpose) {
        if (refusesAds && purpose.startsWith("ad_")) {
            return false;
        }
        return keyed || site.consent() == Site.Consent.NONE ? !page.denies(purpose) : page.grants(purpose);
    }
}
