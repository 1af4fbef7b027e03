package io.warmtag.console;

import io.warmtag.audit.AuditEntry;
import io.warmtag.catalog.Kind;
import io.warmtag.site.Site;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the audit in the reader's language.
 *
 * @param site where it was done, in a list of several sites; null when that is no single one
 */
record AuditView(
        Instant at, String who, String what, @Nullable SiteName site) {
    private static final String KEY = "key:";
    private static final String RELEASE = "release.";
    private static final Pattern NUMBERED = Pattern.compile("(?:version )?(\\d{1,9})");

    record SiteName(String id, String name) {}

    /** @param sites the site by its id where it is to be named */
    static AuditView of(AuditEntry entry, Visit visit, Function<Integer, Optional<Site>> sites) {
        Optional<Site> site = Optional.ofNullable(entry.site()).flatMap(sites);
        return new AuditView(
                entry.at(),
                who(entry.actor(), visit),
                what(entry, visit),
                site.map(one -> new SiteName(one.publicId(), one.name())).orElse(null));
    }

    static String who(String actor, Visit visit) {
        if (actor.startsWith(KEY)) {
            return visit.text("audit.by.key", Map.of("name", actor.substring(KEY.length())));
        }
        return visit.knows("audit.by." + actor) ? visit.text("audit.by." + actor) : actor;
    }

    private static String what(AuditEntry entry, Visit visit) {
        String action = entry.action();
        String subject = entry.subject() == null ? "" : entry.subject();
        if (action.startsWith(RELEASE)) {
            String place = action.substring(RELEASE.length());
            String known = "environment." + place;
            return visit.text(
                    "audit.release",
                    Map.of("number", number(subject), "place", visit.knows(known) ? visit.text(known) : place));
        }
        int point = action.indexOf('.');
        String verb = "audit.verb." + action.substring(point + 1);
        if (point > 0 && Kind.ofCode(action.substring(0, point)).isPresent() && visit.knows(verb)) {
            String kind = visit.text("kind." + action.substring(0, point));
            return visit.text(verb, Map.of("kind", kind, "name", subject));
        }
        // What an older or newer server wrote is shown as it stands.
        return visit.knows("audit.action." + action)
                ? visit.text("audit.action." + action, Map.of("name", subject, "number", number(subject)))
                : action + " " + subject;
    }

    /** The number in a subject like {@code version 17}, so that it is written in the reader's digits. */
    private static Object number(String subject) {
        Matcher numbered = NUMBERED.matcher(subject);
        return numbered.matches() ? (Object) Integer.valueOf(numbered.group(1)) : subject;
    }
}
