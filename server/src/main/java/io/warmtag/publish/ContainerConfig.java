package io.warmtag.publish;

import io.warmtag.site.Site;
import java.util.Optional;

/**
 * What a container is told about its site and visitor; the members of tag-js's {@code Config}.
 *
 * @param site public id
 * @param version of what was published, from 1
 * @param asksFirst a consent type that nobody has set counts as denied; else as granted
 * @param dataLayer the name of the page's data layer
 * @param country ISO 3166, {@code BD} or with a subdivision {@code US-CA}; empty when it isn't known
 * @param language {@code bn} or {@code en}
 * @param privacyUrl where the banner's link leads
 */
public record ContainerConfig(
        String site,
        int version,
        boolean asksFirst,
        String dataLayer,
        Optional<String> country,
        String language,
        Optional<String> privacyUrl) {
    static final String DATA_LAYER = "dataLayer";

    public static ContainerConfig of(Site site, Optional<String> country) {
        return new ContainerConfig(
                site.publicId(),
                1,
                site.consent() == Site.Consent.ASK,
                DATA_LAYER,
                country,
                site.language(),
                Optional.empty());
    }
}
