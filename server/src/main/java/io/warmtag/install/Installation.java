package io.warmtag.install;

import io.warmtag.site.Site;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** What a page says about the installation. Pure. */
public final class Installation {
    private static final Pattern CONTAINER =
            Pattern.compile("([^\\s\"'`(),;=]*)/t/(WT-[0-9A-Z]{4,12})(?:\\.[\\w-]+|/[0-9a-f]{64})?\\.js");

    private final Site site;
    private final Page page;
    private final Document document;
    private final List<Found> found = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    /** @param address of the container, as a browser would ask for it; empty where it can't be read */
    private record Found(String site, Optional<URI> address, String nonce, boolean inline) {}

    /** @param script address of the container that the page loads; empty when it loads none of this site */
    public record Result(List<Finding> findings, Optional<URI> script) {}

    private Installation(Site site, Page page) {
        this.site = site;
        this.page = page;
        this.document = Jsoup.parse(page.body(), page.address().toString());
    }

    public static Result of(Site site, Page page) {
        return new Installation(site, page).look();
    }

    private Result look() {
        if (page.status() != 200) {
            findings.add(Finding.wrong("status", "status", String.valueOf(page.status())));
            return new Result(findings, Optional.empty());
        }
        document.select("script").forEach(this::script);
        List<Found> own =
                found.stream().filter(each -> each.site.equals(site.publicId())).toList();
        count(own);
        if (own.isEmpty()) {
            return new Result(findings, Optional.empty());
        }
        Found first = own.get(0);
        first.address.ifPresent(address -> address(address));
        policies(first);
        if (findings.isEmpty()) {
            findings.add(Finding.good("installed"));
        }
        return new Result(findings, first.address);
    }

    private void script(Element script) {
        String type = script.attr("type").toLowerCase(Locale.ROOT);
        if (!type.isEmpty() && !type.contains("javascript") && !type.equals("module")) {
            return;
        }
        boolean inline = !script.hasAttr("src");
        // In a script an address may stand as JSON, with slashes escaped.
        String text = inline ? script.data().replace("\\/", "/") : script.attr("src");
        Matcher matcher = CONTAINER.matcher(text);
        if (matcher.find()) {
            found.add(new Found(matcher.group(2), resolved(matcher.group()), script.attr("nonce"), inline));
        }
    }

    private Optional<URI> resolved(String address) {
        try {
            URI base = document.baseUri().isEmpty() ? page.address() : URI.create(document.baseUri());
            URI resolved = base.resolve(address);
            return resolved.getHost() == null ? Optional.empty() : Optional.of(resolved);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void count(List<Found> own) {
        List<String> others = found.stream()
                .map(Found::site)
                .filter(id -> !id.equals(site.publicId()))
                .distinct()
                .toList();
        if (own.size() > 1) {
            findings.add(Finding.wrong("twice", "count", String.valueOf(own.size())));
        } else if (own.isEmpty() && !others.isEmpty()) {
            findings.add(Finding.wrong("other_site", "found", String.join(", ", others), "wanted", site.publicId()));
        } else if (own.isEmpty() && page.body().contains(site.publicId())) {
            findings.add(Finding.wrong("no_script"));
        } else if (own.isEmpty()) {
            findings.add(Finding.wrong("missing"));
        }
        if (!own.isEmpty() && !others.isEmpty()) {
            findings.add(Finding.caution("also_other_site", "found", String.join(", ", others)));
        }
    }

    private void address(URI script) {
        String host = String.valueOf(script.getHost()).toLowerCase(Locale.ROOT);
        String pageHost = String.valueOf(page.address().getHost()).toLowerCase(Locale.ROOT);
        if ("https".equals(page.address().getScheme()) && "http".equals(script.getScheme())) {
            findings.add(Finding.wrong("mixed", "address", script.toString()));
        }
        if (!isSameSite(pageHost, host)) {
            findings.add(Finding.caution("cross_site", "host", host, "page", pageHost));
        }
        if (!site.owns(pageHost)) {
            findings.add(Finding.wrong("foreign_page", "host", pageHost));
        }
    }

    /** As far as the site's domains tell: a browser would ask the list of public suffixes. */
    private boolean isSameSite(String one, String other) {
        return one.equals(other)
                || site.domains().stream().anyMatch(domain -> isUnder(one, domain) && isUnder(other, domain))
                || isUnder(one, other) && other.contains(".");
    }

    private static boolean isUnder(String host, String domain) {
        return host.equals(domain) || host.endsWith("." + domain);
    }

    private void policies(Found snippet) {
        var policies = new ArrayList<Policy>();
        page.policies().forEach(text -> policies.add(new Policy(text)));
        document.select("meta[http-equiv=Content-Security-Policy]")
                .forEach(meta -> policies.add(new Policy(meta.attr("content"))));
        if (snippet.inline && policies.stream().anyMatch(policy -> !policy.allowsInline(snippet.nonce))) {
            findings.add(Finding.wrong("policy_inline"));
        }
        if (snippet.address.isEmpty()) {
            return;
        }
        URI script = snippet.address.get();
        String origin = script.getScheme() + "://" + script.getRawAuthority();
        if (policies.stream().anyMatch(policy -> !policy.allowsScript(page.address(), script, snippet.nonce))) {
            findings.add(Finding.wrong("policy_script", "origin", origin));
        }
        URI events = URI.create(script.toString().replaceFirst("/t/WT-.*$", "/e"));
        if (policies.stream().anyMatch(policy -> !policy.allowsConnect(page.address(), events))) {
            findings.add(Finding.wrong("policy_connect", "origin", origin));
        }
    }
}
