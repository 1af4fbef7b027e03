package io.warmtag.publish;

import io.warmtag.container.Environment;
import io.warmtag.container.model.Compiled;
import io.warmtag.site.Site;
import java.util.Optional;

/**
 * What a container is told about its site and visitor, and what it is to run; the members of tag-js's {@code Config}.
 *
 * @param site public id
 * @param release what was published
 * @param asksFirst a consent type that nobody has set counts as denied; else as granted
 * @param dataLayer the name of the page's data layer
 * @param country ISO 3166, {@code BD} or with a subdivision {@code US-CA}; empty when it isn't known
 * @param language {@code bn} or {@code en}
 * @param privacyUrl where the banner's link leads
 */
public record ContainerConfig(
        String site,
        Release release,
        boolean asksFirst,
        String dataLayer,
        Optional<String> country,
        String language,
        Optional<String> privacyUrl) {
    static final String DATA_LAYER = "dataLayer";

    /**
     * What was published.
     *
     * @param version its number; 0: nothing yet
     * @param environment where
     * @param content what of it is run
     */
    public record Release(int version, String environment, Compiled content) {
        public static final Release NONE = new Release(0, Environment.LIVE, Compiled.EMPTY);
    }

    public static ContainerConfig of(Site site, Optional<String> country, Release release) {
        return new ContainerConfig(
                site.publicId(),
                release,
                site.consent() == Site.Consent.ASK,
                DATA_LAYER,
                country,
                site.language(),
                Optional.ofNullable(site.privacyUrl()));
    }
}
