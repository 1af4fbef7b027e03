package io.warmtag.api;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.warmtag.account.Caller;
import io.warmtag.db.Keyset;
import io.warmtag.event.VisitorId;
import io.warmtag.site.Site;
import io.warmtag.site.SiteDirectory;
import io.warmtag.text.Storable;
import io.warmtag.web.HttpProblem;
import io.warmtag.web.HttpProblem.Field;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** A request of a caller who may make it. What is wrong with it is thrown as the problem to answer. */
record Call(RoutingContext ctx, Caller caller, Buffer sent, SiteDirectory sites) {
    private static final int USUAL_LIMIT = 100;
    private static final int MOST_LIMIT = 500;
    // Four digits of the year: beyond them neither the database nor the arithmetic of calendars follows.
    private static final Instant EARLIEST = Instant.parse("0000-12-31T23:59:59Z");
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");
    private static final Set<String> LIST = Set.of("cursor", "limit");

    /** The site in the path; one that this caller may not see does not exist. */
    Site site() {
        return site(ctx.pathParam("site"));
    }

    Site site(String publicId) {
        return sites.find(publicId)
                .filter(site -> caller.sees(site.id()))
                .orElseThrow(() -> new HttpProblem(404, "There is no site " + publicId + "."));
    }

    UUID visitor() {
        UUID visitor = VisitorId.parse(ctx.pathParam("visitor"));
        if (visitor == null) {
            throw new HttpProblem(404, "There is no such visitor: an id has 22 base64url characters.");
        }
        return visitor;
    }

    /** Refuses parameters that nobody would read: a misspelt filter must not look like one that found everything. */
    void takesList(String... others) {
        Set<String> known = new TreeSet<>(LIST);
        known.addAll(List.of(others));
        takes(known);
    }

    void takesOnly(String... names) {
        takes(new TreeSet<>(List.of(names)));
    }

    private void takes(Set<String> known) {
        for (String name : query().names()) {
            if (!known.contains(name)) {
                String remedy = known.isEmpty()
                        ? "This address takes no parameters."
                        : "Known: " + String.join(", ", known) + ".";
                throw bad(name, "is not a parameter here. " + remedy);
            }
        }
    }

    Optional<String> parameter(String name) {
        Optional<String> text = Optional.ofNullable(query().get(name));
        if (text.isPresent() && !Storable.is(text.get())) {
            throw bad(name, Texts.REMEDY);
        }
        return text;
    }

    Keyset cursor() {
        return parameter("cursor")
                .map(text -> Keyset.parse(text)
                        .orElseThrow(() -> bad("cursor", "must be the \"next\" of an earlier answer, unchanged.")))
                .orElse(Keyset.NEWEST);
    }

    int limit() {
        return parameter("limit")
                .map(text -> {
                    if (!text.matches("\\d{1,3}")
                            || Integer.parseInt(text) < 1
                            || Integer.parseInt(text) > MOST_LIMIT) {
                        throw bad("limit", "must be a whole number from 1 to " + MOST_LIMIT + ".");
                    }
                    return Integer.parseInt(text);
                })
                .orElse(USUAL_LIMIT);
    }

    Optional<Instant> instant(String name) {
        return parameter(name).map(text -> {
            try {
                Instant time = Instant.parse(text);
                if (time.isAfter(EARLIEST) && time.isBefore(LATEST)) {
                    return time;
                }
            } catch (DateTimeException e) {
                // said below
            }
            throw bad(name, "must be a time in ISO 8601 UTC, like 2026-05-20T12:00:00Z.");
        });
    }

    JsonObject body() {
        try {
            if (Json.decodeValue(sent) instanceof JsonObject object) {
                Texts.check(object);
                return object;
            }
        } catch (DecodeException e) {
            throw new HttpProblem(400, "The body is not valid JSON: " + firstLine(e));
        }
        throw new HttpProblem(400, "The body must be a JSON object.");
    }

    private static String firstLine(DecodeException e) {
        String message = e.getMessage() == null ? "" : e.getMessage();
        return message.lines()
                .findFirst()
                .orElse("")
                .replace("Failed to decode:", "")
                .trim();
    }

    static HttpProblem bad(String parameter, String message) {
        return new HttpProblem(400, "Parameter " + parameter + " " + message, List.of(new Field(parameter, message)));
    }

    private MultiMap query() {
        return ctx.queryParams();
    }
}
