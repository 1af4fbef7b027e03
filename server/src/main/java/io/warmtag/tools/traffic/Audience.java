package io.warmtag.tools.traffic;

import java.util.Optional;

/**
 * For whom the traffic is.
 *
 * @param site the public id, like {@code WT-7K2M9QX}
 * @param origin of the pages that send, like {@code http://127.0.0.1:8080}
 * @param key with which the shop's back office reports orders; without it, it reports none
 */
public record Audience(String site, String origin, Optional<String> key) {}
