package io.warmtag.people;

import com.ibm.icu.util.TimeZone;
import io.warmtag.site.Site;

/** Where a site is: whose phone numbers are written there without a country's code. */
public final class Regions {
    private static final String DEFAULT = "BD";

    private Regions() {}

    /** The region of the site's time zone (ISO 3166-1 alpha-2); Bangladesh for a zone that is nobody's, like UTC. */
    public static String of(Site site) {
        String region = TimeZone.getRegion(site.timeZone().getId());
        return region.length() == 2 ? region : DEFAULT;
    }
}
