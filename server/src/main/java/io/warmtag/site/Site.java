package io.warmtag.site;

import io.warmtag.config.Network;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A shop's site.
 *
 * @param id the database's key, never shown
 * @param publicId what stands in the snippet, like {@code WT-7K2M9QX}
 * @param domains the site's own, lower case; each includes its subdomains
 * @param consent whether visitors are asked before anything is kept
 * @param banner whether the container brings its own consent banner
 * @param privacyUrl where that banner's link leads, an address or a path of the shop; null: it has no link
 * @param language {@code bn} or {@code en}: numbers, dates and money of this site
 * @param currency ISO 4217
 * @param retentionDays how long events are kept; orders and checkpoints stay
 * @param staffNetworks traffic from these is marked as staff
 * @param staffToken the secret part of the link that marks a browser as staff
 */
public record Site(
        int id,
        String publicId,
        String name,
        List<String> domains,
        Consent consent,
        boolean banner,
        @Nullable String privacyUrl,
        String language,
        ZoneId timeZone,
        String currency,
        int retentionDays,
        List<Network> staffNetworks,
        String staffToken,
        Instant createdAt) {

    /** The public id of the site of the demo shop, which this server serves itself. */
    public static final String DEMO = "WT-DEM0SHP";

    /** Whether the site must ask its visitors first. */
    public enum Consent {
        ASK,
        NONE;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** True when {@code host} (without a port) is one of the site's domains or a subdomain of one. */
    public boolean owns(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        for (String domain : domains) {
            if (name.equals(domain)
                    || (name.length() > domain.length()
                            && name.endsWith(domain)
                            && name.charAt(name.length() - domain.length() - 1) == '.')) {
                return true;
            }
        }
        return false;
    }

    /**
     * The same for a page whose browser reached this server by {@code asked}: the demo shop stands at whatever address somebody
     * opens this server by. By a name that is bent to our address (DNS rebinding) another page gets no further than a program
     * without an origin. The sites of real shops have their domains.
     */
    public boolean owns(String host, String asked) {
        return owns(host) || publicId.equals(DEMO) && !host.isEmpty() && host.equalsIgnoreCase(asked);
    }
}
