package io.warmtag.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.config.Network;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDraft;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;

/** A site as JSON, out and in. */
final class SiteJson {
    private SiteJson() {}

    static JsonObject write(Site site) {
        return new JsonObject()
                .put("id", site.publicId())
                .put("name", site.name())
                .put("domains", new JsonArray(site.domains()))
                .put("consent", site.consent().code())
                .put("banner", site.banner())
                .put("privacy_url", privacyUrl(site))
                .put("language", site.language())
                .put("time_zone", site.timeZone().getId())
                .put("currency", site.currency())
                .put("retention_days", site.retentionDays())
                .put("staff_networks", new JsonArray(networks(site)))
                .put("created_at", site.createdAt().toString());
    }

    /** A new site: the name and the domains must be there. */
    static SiteDraft readNew(JsonObject body) {
        var input = new Input(body);
        String name = input.text("name", input.required("name", ""));
        List<String> domains = input.texts("domains", input.required("domains", List.of()));
        return read(input, SiteDraft.of(name, domains));
    }

    /** Changes to a site: what isn't there stays as it is. */
    static SiteDraft readChange(JsonObject body, Site site) {
        var input = new Input(body);
        var now = new SiteDraft(
                input.text("name", site::name),
                input.texts("domains", site::domains),
                site.consent().code(),
                site.banner(),
                privacyUrl(site),
                site.language(),
                site.timeZone().getId(),
                site.currency(),
                site.retentionDays(),
                networks(site));
        return read(input, now);
    }

    private static SiteDraft read(Input input, SiteDraft now) {
        SiteDraft draft = new SiteDraft(
                        now.name(),
                        now.domains(),
                        input.text("consent", now::consent),
                        input.flag("banner", now::banner),
                        input.text("privacy_url", now::privacyUrl),
                        input.text("language", now::language),
                        input.text("time_zone", now::timeZone),
                        input.text("currency", now::currency),
                        (int) clamp(input.whole("retention_days", () -> (long) now.retentionDays())),
                        input.texts("staff_networks", now::staffNetworks))
                .tidied();
        input.refuseOthers();
        // Of a value that couldn't be read nothing more is to be said.
        if (input.isGood()) {
            draft.mistakes().forEach(mistake -> input.wrong(mistake.field(), message(mistake.code())));
        }
        input.check();
        return draft;
    }

    private static long clamp(long days) {
        return Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, days));
    }

    private static String message(String code) {
        return switch (code) {
            case "site.name.length" -> "must have 1 to 100 characters.";
            case "site.domains.count" -> "must name 1 to 100 domains.";
            case "site.domains.form" -> "must hold host names, like shop.com.bd.";
            case "site.consent.choice" -> "must be \"ask\" or \"none\".";
            case "site.privacy_url.form" ->
                "must be an address, like https://shop.com.bd/privacy, or a path, like /privacy; \"\": no link.";
            case "site.language.choice" -> "must be \"bn\" or \"en\".";
            case "site.time_zone.unknown" -> "must be an IANA time zone, like Asia/Dhaka.";
            case "site.currency.unknown" -> "must be an ISO 4217 code, like BDT.";
            case "site.retention_days.range" -> "must be a whole number from 8 to 3650.";
            case "site.staff_networks.form" -> "must hold addresses or networks, like 203.0.113.7 or 203.0.113.0/24.";
            default -> "is not right (" + code + ").";
        };
    }

    private static String privacyUrl(Site site) {
        return Objects.requireNonNullElse(site.privacyUrl(), "");
    }

    private static List<String> networks(Site site) {
        return site.staffNetworks().stream().map(SiteJson::text).toList();
    }

    private static String text(Network network) {
        try {
            return InetAddress.getByAddress(network.address()).getHostAddress() + "/" + network.prefix();
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
