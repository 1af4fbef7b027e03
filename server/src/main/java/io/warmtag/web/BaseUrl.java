package io.warmtag.web;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.warmtag.config.Settings;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** The address under which callers reach this server: as configured, else as the request shows it. */
public final class BaseUrl {
    private static final Pattern AUTHORITY =
            Pattern.compile("[A-Za-z0-9.-]+(:\\d{1,5})?|\\[[0-9A-Fa-f:.]+](:\\d{1,5})?");

    private final Optional<String> configured;
    private final TrustedProxies proxies;

    public BaseUrl(Settings settings) {
        this(settings.publicUrl(), TrustedProxies.of(settings));
    }

    /** @param configured without a slash at its end */
    public BaseUrl(Optional<String> configured, TrustedProxies proxies) {
        this.configured = configured;
        this.proxies = proxies;
    }

    /** Without a slash at its end. */
    public String of(HttpServerRequest request) {
        return configured.orElseGet(() -> scheme(request) + "://" + authority(request));
    }

    /** Its host, without a port; of IPv6 with the brackets. */
    public String host(HttpServerRequest request) {
        String host = URI.create(of(request)).getHost();
        return host == null ? "" : host;
    }

    /** Whether the caller came by https, be it to a proxy: then cookies are Secure. */
    public boolean isHttps(HttpServerRequest request) {
        return configured.orElseGet(() -> scheme(request)).startsWith("https");
    }

    /**
     * Whoever says https is believed: he only gets stricter cookies by it. A proxy that nobody told us of is the usual case on
     * one machine, and addresses without it would be blocked in the shop's pages.
     */
    private static String scheme(HttpServerRequest request) {
        boolean forwarded = "https".equals(request.getHeader("X-Forwarded-Proto"));
        return request.isSSL() || forwarded ? "https" : "http";
    }

    private String authority(HttpServerRequest request) {
        String forwarded = proxies.sent(request) ? Added.last(request, "X-Forwarded-Host") : null;
        HostAndPort own = request.authority();
        String authority = forwarded != null ? forwarded : own == null ? "" : own.toString();
        // It ends up in HTML and scripts: what is no host name is not repeated.
        return AUTHORITY.matcher(authority).matches() ? authority : "localhost";
    }
}
