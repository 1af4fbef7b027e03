package io.warmtag.publish;

import io.warmtag.site.Site;
import java.util.List;

/** What a site's script is made of besides its container and settings, at this moment. */
public interface SiteParts {
    SiteParts NONE = site -> List.of();

    /** Names of the manifest's parts, in its order. Asked for with every script: an answer from memory. */
    List<String> of(Site site);
}
