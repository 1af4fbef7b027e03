package io.warmtag.collect;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.warmtag.event.Refusal;
import io.warmtag.event.RefusalCode;
import io.warmtag.event.RefusalSentences;
import io.warmtag.event.Rejected;
import io.warmtag.event.RejectedWriter;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDirectory;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Requests that are refused as a whole. The page that sent one can do nothing about it, so that the shop has to hear of it: what
 * was in it is counted, and a few are kept to look at. One per event loop, used on that loop only.
 */
public final class RefusedRequests {
    /** Of a site in a minute: a page that is refused is so with each of its events, and hosts can be made up. */
    private static final int MOST_SAMPLES = 20;

    private static final long MINUTE_MS = 60_000;
    private static final int MOST_ORIGIN = 300;
    /** Containers and most callers name the site first. */
    private static final int MOST_BEFORE_SITE = 4_000;

    private static final Pattern SITE = Pattern.compile("\"site\"\\s*:\\s*\"([^\"\\\\]{1,40})\"");

    private final RejectedWriter writer;
    private final RefusalSentences sentences;
    private final Map<Integer, Set<String>> sampled = new HashMap<>();
    private long minute;

    public RefusedRequests(RejectedWriter writer, RefusalSentences sentences) {
        this.writer = writer;
        this.sentences = sentences;
    }

    /** Somebody else's page, or one of a domain that the shop forgot to name. Of its events nothing is kept. */
    Future<Void> fromElsewhere(Call call, Site site, Batch batch) {
        String origin = String.valueOf(call.request().getHeader(HttpHeaders.ORIGIN));
        String cut = origin.length() > MOST_ORIGIN ? origin.substring(0, MOST_ORIGIN) : origin;
        String body = new JsonObject().put("origin", cut).encode();
        return count(call, site, batch.events(), RefusalCode.ORIGIN_FOREIGN, cut, body);
    }

    /** A page that says whom it is about. */
    Future<Void> naming(Call call, Site site, Batch batch) {
        List<Batch.Item> events = batch.events();
        String body = events.isEmpty() ? "" : events.get(0).json().cut();
        return count(call, site, events, RefusalCode.VISITOR_WITHOUT_KEY, "", body);
    }

    /** What can't be read as events counts as one. Its text is not kept: contact data may stand in it. */
    Future<Void> unreadable(Call call, String text, int status, SiteDirectory sites) {
        RefusalCode code = status == 413 ? RefusalCode.REQUEST_SIZE : RefusalCode.REQUEST_FORM;
        String body = new JsonObject()
                .put("type", call.request().getHeader(HttpHeaders.CONTENT_TYPE))
                .put("user_agent", call.request().getHeader(HttpHeaders.USER_AGENT))
                .encode();
        return named(text)
                .flatMap(sites::find)
                .map(site -> write(call, site, null, code, sample(call, site, code.code(), body), 1))
                .orElse(Future.succeededFuture());
    }

    private static Optional<String> named(String text) {
        Matcher site = SITE.matcher(text).region(0, Math.min(text.length(), MOST_BEFORE_SITE));
        return site.find() ? Optional.ofNullable(site.group(1)) : Optional.empty();
    }

    private Future<Void> count(
            Call call, Site site, List<Batch.Item> events, RefusalCode code, String kind, String body) {
        return events.isEmpty()
                ? Future.succeededFuture()
                : write(
                        call,
                        site,
                        events.get(0).name(),
                        code,
                        sample(call, site, code.code() + kind, body),
                        events.size());
    }

    /** The body if it is to be kept: the first of its kind in this minute. */
    private @Nullable String sample(Call call, Site site, String kind, String body) {
        long now = call.received() / MINUTE_MS;
        if (now != minute) {
            minute = now;
            sampled.clear();
        }
        Set<String> kinds = Objects.requireNonNull(sampled.computeIfAbsent(site.id(), first -> new HashSet<>()));
        return kinds.size() < MOST_SAMPLES && kinds.add(kind) ? body : null;
    }

    private Future<Void> write(
            Call call, Site site, @Nullable String name, RefusalCode code, @Nullable String body, int count) {
        Refusal why = Refusal.of("", code);
        var one = new Rejected(site.id(), call.received(), name, why, sentences.english(why), body, count);
        return writer.write(List.of(one));
    }
}
