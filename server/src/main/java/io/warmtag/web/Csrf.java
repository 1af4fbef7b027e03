package io.warmtag.web;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets a form through only if a page of ours sent it: the browser says so ({@code Sec-Fetch-Site}, else {@code Origin}) and
 * the form carries the token that its reader was given.
 */
public final class Csrf {
    private static final String FORM_COOKIE = "wt_form";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Optional<String> publicUrl;

    /** @param publicUrl the address that browsers use, for proxies that don't pass the host on */
    public Csrf(Optional<String> publicUrl) {
        this.publicUrl = publicUrl;
    }

    /** A new random token. */
    public static String newToken() {
        byte[] random = new byte[24];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** The token for forms of somebody who isn't logged in: it stands in a cookie of this browser. */
    public String signedOutToken(RoutingContext ctx) {
        Cookie known = ctx.request().getCookie(FORM_COOKIE);
        if (known != null && known.getValue().length() == 32) {
            return known.getValue();
        }
        String token = newToken();
        ctx.response()
                .addCookie(Cookie.cookie(FORM_COOKIE, token)
                        .setPath("/console")
                        .setHttpOnly(true)
                        .setSecure(isSecure(ctx.request()))
                        .setSameSite(CookieSameSite.STRICT));
        return token;
    }

    /**
     * Refuses with 403.
     *
     * @param expected the session's token; null for somebody who isn't logged in
     */
    public void check(RoutingContext ctx, @Nullable String expected) {
        if (!isOwnPage(ctx.request())) {
            throw new HttpProblem(403, "This form was sent by another site.");
        }
        Cookie cookie = ctx.request().getCookie(FORM_COOKIE);
        String wanted = expected != null ? expected : cookie == null ? "" : cookie.getValue();
        String given = ctx.request().getFormAttribute("csrf");
        if (wanted.isEmpty() || given == null || !equal(wanted, given)) {
            throw new HttpProblem(403, "This form is too old. Open the page again and send it once more.");
        }
    }

    private boolean isOwnPage(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin");
        }
        String origin = request.getHeader("Origin");
        // A browser that says neither is an old one; the token decides.
        return origin == null || isOwn(origin, request);
    }

    private boolean isOwn(String origin, HttpServerRequest request) {
        if (publicUrl.isPresent() && (publicUrl.get() + "/").startsWith(origin + "/")) {
            return true;
        }
        try {
            String authority = URI.create(origin).getAuthority();
            return authority != null
                    && request.authority() != null
                    && authority.equals(request.authority().toString());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether the browser came by https, also through a proxy that ends it: then cookies are Secure. */
    public static boolean isSecure(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        return request.isSSL()
                || "https".equals(request.getHeader("X-Forwarded-Proto"))
                || origin != null && origin.startsWith("https:");
    }

    private static boolean equal(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
