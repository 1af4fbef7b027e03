package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.warmtag.account.Account;
import io.warmtag.account.Session;
import io.warmtag.catalog.Message;
import io.warmtag.container.Sentences;
import io.warmtag.event.Refusal;
import io.warmtag.event.RefusalSentences;
import io.warmtag.site.Site;
import io.warmtag.text.Storable;
import io.warmtag.web.Formats;
import io.warmtag.web.HttpProblem;
import io.warmtag.web.PagesContext;
import io.warmtag.web.SecurityHeaders;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request of a person: who he is, which site he looks at, and the ways to answer. */
final class Visit {
    private final Console console;
    private final RoutingContext ctx;
    private final @Nullable Session session;
    private final @Nullable Site site;
    private final String language;
    private final Instant now;
    private final Seen seen;
    private @Nullable Formats formats;

    Visit(
            Console console,
            RoutingContext ctx,
            @Nullable Session session,
            @Nullable Site site,
            String language,
            Instant now) {
        this.console = console;
        this.ctx = ctx;
        this.session = session;
        this.site = site;
        this.language = language;
        this.now = now;
        String mark =
                ctx.request().method().equals(HttpMethod.POST) ? ctx.request().getFormAttribute("stored") : null;
        this.seen = new Seen(mark == null ? "" : mark);
    }

    /** What was stored when the form of this request was filled. */
    Seen seen() {
        return seen;
    }

    RoutingContext ctx() {
        return ctx;
    }

    Session session() {
        return Objects.requireNonNull(session, "a page for people who are logged in");
    }

    Account account() {
        return session().account();
    }

    Site site() {
        return Objects.requireNonNull(site, "a page of a site");
    }

    String language() {
        return language;
    }

    Instant now() {
        return now;
    }

    Optional<String> query(String name) {
        String value = ctx.request().getParam(name);
        return Optional.ofNullable(value).map(Storable::made).map(String::trim).filter(text -> !text.isEmpty());
    }

    String pathParam(String name) {
        String value = ctx.pathParam(name);
        return value == null ? "" : Storable.made(URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8));
    }

    boolean hearsCountries() {
        return console.hearsCountries();
    }

    boolean knows(String key) {
        return console.messages().has(key);
    }

    String text(String key) {
        return console.messages().text(formats(), key, Map.of());
    }

    String text(String key, Map<String, ?> arguments) {
        return console.messages().text(formats(), key, arguments);
    }

    /** What the domain says, in the reader's language. */
    String say(Message message) {
        return new Sentences(console.messages()).text(formats(), message);
    }

    /** Why an event was refused, in the reader's language. */
    String say(Refusal refusal) {
        return new RefusalSentences(console.messages()).text(formats(), refusal);
    }

    /** As the site writes numbers and times, in the reader's language. */
    Formats formats() {
        if (formats == null) {
            formats = site == null
                    ? new Formats(language, Console.DEFAULT_ZONE, "BDT")
                    : new Formats(language, site.timeZone(), site.currency());
        }
        return formats;
    }

    /** Answers with a page. */
    Future<Void> show(int status, String template, String section, Object model) {
        String nonce = SecurityHeaders.onPage(ctx.response());
        String html = render(template, section, model, nonce);
        return ctx.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .end(html);
    }

    /** A part of a page as HTML, for a stream. */
    String render(String template, Object model) {
        return render(template, "", model, "");
    }

    private String render(String template, String section, Object model, String nonce) {
        String csrf = session == null ? console.csrf().signedOutToken(ctx) : session.csrfToken();
        var frame = new Frame(
                session == null ? null : session.account().email(),
                site,
                section,
                console.takeFlash(ctx),
                seen.mark(),
                seen.overtaken(),
                otherQuery());
        var context = new PagesContext(language, formats(), now, nonce, csrf, frame);
        return console.pages().render(template, model, context);
    }

    private String otherQuery() {
        var query = new StringBuilder();
        ctx.queryParams().forEach(entry -> {
            if (!entry.getKey().equals("lang")) {
                query.append(encode(entry.getKey()))
                        .append('=')
                        .append(encode(entry.getValue()))
                        .append('&');
            }
        });
        return query.toString();
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Sends the browser on after something was done, with a word about it on the next page. */
    Future<Void> done(String path, String flash) {
        console.putFlash(ctx, flash);
        return goTo(path);
    }

    Future<Void> goTo(String path) {
        return ctx.response()
                .setStatusCode(303)
                .putHeader("Location", path)
                .putHeader("Cache-Control", "no-store")
                .end();
    }

    /** The address of a page of this site. */
    String sitePath(String rest) {
        return "/console/sites/" + site().publicId() + rest;
    }

    static HttpProblem notFound() {
        return new HttpProblem(404, "");
    }
}
