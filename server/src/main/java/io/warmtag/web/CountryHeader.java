package io.warmtag.web;

import io.vertx.core.http.HttpServerRequest;
import io.warmtag.config.Settings;
import io.warmtag.text.CountryCodes;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header in which a trusted proxy names the visitor's country. What anybody else says there is not heard. */
public final class CountryHeader {
    private static final Pattern REGION = Pattern.compile("[A-Z]{2}(-[A-Z0-9]{1,3})?");
    private static final int LETTERS = 2;

    private final @Nullable String name;
    private final TrustedProxies proxies;

    public CountryHeader(Optional<String> name, TrustedProxies proxies) {
        this.name = name.orElse(null);
        this.proxies = proxies;
    }

    public static CountryHeader of(Settings settings) {
        return new CountryHeader(settings.countryHeader(), TrustedProxies.of(settings));
    }

    public boolean isSet() {
        return name != null;
    }

    /** A country or a part of one, like BD or BD-13. */
    public Optional<String> region(HttpServerRequest request) {
        String said = said(request);
        return said != null && REGION.matcher(said).matches() ? Optional.of(said) : Optional.empty();
    }

    /** The country alone; null where nobody knows it. Costs nothing while the header has no name. */
    public @Nullable String country(HttpServerRequest request) {
        String said = said(request);
        if (said == null || said.length() > LETTERS && said.charAt(LETTERS) != '-') {
            return null;
        }
        return CountryCodes.of(said.substring(0, Math.min(LETTERS, said.length())))
                .orElse(null);
    }

    private @Nullable String said(HttpServerRequest request) {
        return name != null && proxies.sent(request) ? Added.last(request, name) : null;
    }
}
