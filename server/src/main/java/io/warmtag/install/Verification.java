package io.warmtag.install;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.warmtag.container.Environment;
import io.warmtag.container.Environments;
import io.warmtag.db.Keyset;
import io.warmtag.event.Event;
import io.warmtag.event.EventFilter;
import io.warmtag.event.EventStore;
import io.warmtag.site.Site;
import io.warmtag.web.Outside.Refusal;
import io.warmtag.web.Outside.Refused;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at a page of a site, at the container that it loads and at what has come in. */
public final class Verification {
    private static final Pattern VERSION = Pattern.compile("\"site\":\"(WT-[0-9A-Z]+)\",\"version\":(\\d{1,9})");
    private static final int EVENTS_LOOKED_AT = 300;

    private final Vertx vertx;
    private final Fetch fetch;
    private final EventStore events;
    private final Environments environments;
    private final Predicate<URI> here;

    /** @param here which addresses may lead to this machine, where they are a site's own */
    public Verification(Vertx vertx, EventStore events, Environments environments, Predicate<URI> here) {
        this.vertx = vertx;
        this.fetch = new Fetch(vertx);
        this.events = events;
        this.environments = environments;
        this.here = here;
    }

    /** The page that a text names, if it is one of the site's: else anybody who may log in could send the server anywhere. */
    public static Optional<URI> ownPage(Site site, String text) {
        try {
            URI uri = new URI(text);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            return web && uri.getHost() != null && site.owns(uri.getHost()) ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /**
     * The page to begin with, where none was named: the site's front page.
     *
     * @param base the address under which this server was asked; the demo shop is there
     */
    public static String home(Site site, String base) {
        return site.publicId().equals(Site.DEMO) && ownPage(site, base).isPresent()
                ? base + "/demo"
                : "https://" + site.domains().get(0) + "/";
    }

    private Predicate<URI> local(Site site) {
        return address -> site.owns(address.getHost()) && here.test(address);
    }

    /** What is to be said about a page; the worst first. */
    public Future<List<Finding>> of(Site site, URI address) {
        return fetch.get(address, local(site))
                .compose(page -> vertx.executeBlocking(() -> Installation.of(site, page), false))
                .compose(result -> result.script()
                        .map(script -> container(site, script))
                        .orElseGet(() -> Future.succeededFuture(List.of()))
                        .map(more -> joined(result.findings(), more)))
                .recover(cause -> Future.succeededFuture(List.of(refused("page_", cause))))
                .compose(found -> consent(site).map(more -> joined(found, more)));
    }

    /** What visitors get with a page now: the version of the container that it loads, and what keeps that from running. */
    public Future<List<Finding>> served(Site site, URI address) {
        return fetch.get(address, local(site))
                .compose(page -> vertx.executeBlocking(() -> Installation.of(site, page), false))
                .compose(result -> result.script()
                        .map(script -> container(site, script))
                        .orElseGet(() -> Future.succeededFuture(List.of()))
                        .map(version -> joined(version, wrong(result.findings()))))
                .recover(cause -> Future.succeededFuture(List.of(refused("page_", cause))));
    }

    private static List<Finding> wrong(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.level() == Finding.Level.WRONG)
                .toList();
    }

    /** The version that an address of the site's container serves; empty when it serves none of this site's. */
    private Future<Optional<Integer>> version(Site site, URI script) {
        return fetch.get(script, local(site)).map(page -> {
            Matcher version = VERSION.matcher(page.body());
            return page.status() == 200 && version.find() && version.group(1).equals(site.publicId())
                    ? Optional.of(Integer.parseInt(version.group(2)))
                    : Optional.empty();
        });
    }

    private Future<List<Finding>> container(Site site, URI script) {
        int live = environments.live(site).map(Environment.Release::version).orElse(0);
        String host = String.valueOf(script.getHost());
        return version(site, script)
                .map(version -> version.isEmpty()
                        ? Finding.wrong("container", "address", script.toString())
                        : version.get() == 0 && live == 0
                                ? Finding.good("no_version")
                                : version.get() == live
                                        ? Finding.good("version", "version", String.valueOf(live))
                                        : Finding.caution(
                                                "old_version",
                                                "version",
                                                String.valueOf(version.get()),
                                                "live",
                                                String.valueOf(live)))
                .recover(cause -> Future.succeededFuture(refused("container_", cause)))
                .map(finding -> List.of(named(finding, host)));
    }

    private static Finding named(Finding finding, String host) {
        var values = new TreeMap<>(finding.values());
        values.put("host", host);
        return new Finding(finding.level(), finding.code(), values);
    }

    private static Finding refused(String prefix, Throwable cause) {
        Refusal refusal = cause instanceof Refused refused ? refused.refusal() : Refusal.NO_ANSWER;
        return Finding.wrong(prefix + refusal.name().toLowerCase(java.util.Locale.ROOT));
    }

    /** Where visitors are asked first: whether anybody ever said yes. */
    private Future<List<Finding>> consent(Site site) {
        if (site.consent() != Site.Consent.ASK) {
            return Future.succeededFuture(List.of());
        }
        return events.list(site, EventFilter.ALL, Keyset.NEWEST, EVENTS_LOOKED_AT)
                .map(page -> page.items().isEmpty() || page.items().stream().anyMatch(Verification::isGranted)
                        ? List.of()
                        : List.of(Finding.caution(
                                "consent", "count", String.valueOf(page.items().size()))));
    }

    private static boolean isGranted(Event event) {
        return event.context().getValue("consent") instanceof JsonObject consent
                && "granted".equals(consent.getValue("analytics_storage"));
    }

    private static List<Finding> joined(List<Finding> some, List<Finding> more) {
        var all = new ArrayList<>(some);
        all.addAll(more);
        all.sort(java.util.Comparator.comparing(Finding::level));
        return all;
    }
}
