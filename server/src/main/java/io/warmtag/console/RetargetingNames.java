package io.warmtag.console;

import io.vertx.core.Future;
import io.warmtag.campaign.Offers;
import io.warmtag.destination.Targets;
import io.warmtag.rule.AudienceDirectory;
import io.warmtag.rule.Rules;
import io.warmtag.site.Site;
import java.util.List;
import java.util.stream.Stream;

/** What of a site is found by its name beside what its container holds: rules, audiences, offers, destinations. */
public record RetargetingNames(Rules rules, AudienceDirectory audiences, Offers offers, Targets targets) {

    /**
     * @param kind as named in the message files under {@code kind.}
     * @param path below the site's
     */
    record Named(String kind, String name, String path) {}

    Future<List<Named>> of(Site site) {
        return rules.of(site)
                .map(found -> Stream.of(
                                found.stream()
                                        .map(rule ->
                                                new Named("rule", rule.rule().name(), "/rules/" + rule.id())),
                                audiences.of(site.id()).stream()
                                        .map(each -> new Named("audience", each.name(), "/audiences/" + each.id())),
                                offers.of(site.id()).stream()
                                        .map(offer ->
                                                new Named("offer", offer.draft().name(), "/offers/" + offer.id())),
                                targets.of(site).stream()
                                        .map(each ->
                                                new Named("destination", each.name(), "/destinations/" + each.id())))
                        .flatMap(each -> each)
                        .toList());
    }
}
