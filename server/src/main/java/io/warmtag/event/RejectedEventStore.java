package io.warmtag.event;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.warmtag.db.Database;
import io.warmtag.db.Keyset;
import io.warmtag.db.Page;
import io.warmtag.site.Site;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a site sent that could not be stored as an event, and why. */
public final class RejectedEventStore {
    private final Database database;

    /**
     * @param field the part of the event that is at fault, like {@code data.items[0].price}; null when it is the whole
     * @param reason what is wrong with it, in English
     * @param refusal the same as a code; null in rows that were written before there were codes
     * @param body what was sent, cut off where it was long
     */
    public record Rejected(
            long number,
            Instant received,
            @Nullable String name,
            @Nullable String field,
            String reason,
            @Nullable Refusal refusal,
            String body) {}

    /** @param code empty for what was counted before there were codes */
    public record Reason(String reason, Optional<RefusalCode> code, long count) {}

    public RejectedEventStore(Database database) {
        this.database = database;
    }

    /** Newest first. */
    public Future<Page<Rejected>> list(Site site, Keyset after, int limit) {
        return database.query("""
                        select number, received, name, field, reason, code, arguments, body from rejected_event
                        where site_id = $1 and number < $2
                        order by number desc limit $3
                        """, site.id(), after.number(), limit + 1).map(rows -> {
            var rejected = new ArrayList<Rejected>();
            for (Row row : rows) {
                rejected.add(new Rejected(
                        row.getLong("number"),
                        row.getOffsetDateTime("received").toInstant(),
                        row.getString("name"),
                        row.getString("field"),
                        row.getString("reason"),
                        refusal(row),
                        row.getString("body")));
            }
            return Page.of(rejected, limit, each -> Keyset.of(each.number()));
        });
    }

    /** From where a page's events were refused last because it is none of the site's own, as its browser said. */
    public Future<Optional<String>> lastForeignOrigin(Site site, Instant since) {
        return database.query("""
                        select body::json ->> 'origin' as origin from rejected_event
                        where site_id = $1 and code = $2 and received >= $3
                        order by number desc limit 1
                        """, site.id(), RefusalCode.ORIGIN_FOREIGN.code(), since.atOffset(ZoneOffset.UTC))
                .map(rows -> {
                    Optional<Row> row = rows.stream().findFirst();
                    return row.map(found -> found.getString("origin"));
                });
    }

    /** From the columns code, arguments and field; null in rows that were written before there were codes. */
    public static @Nullable Refusal refusal(Row row) {
        String code = row.getString("code");
        Optional<RefusalCode> known = code == null ? Optional.empty() : RefusalCode.ofCode(code);
        if (known.isEmpty()) {
            return null;
        }
        JsonObject arguments = row.getJsonObject("arguments");
        String field = row.getString("field");
        return new Refusal(field == null ? "" : field, known.get(), arguments == null ? Map.of() : arguments.getMap());
    }

    /** How many were rejected for which reason since an hour, the most frequent first; all are counted, not only those kept. */
    public Future<List<Reason>> reasons(Site site, Instant since) {
        return database.query("""
                        select reason, max(code) as code, sum(count)::bigint as count from rejected_count
                        where site_id = $1 and hour >= $2
                        group by reason order by count desc, reason
                        """, site.id(), since.atOffset(ZoneOffset.UTC)).map(rows -> {
            var reasons = new ArrayList<Reason>();
            for (Row row : rows) {
                String code = row.getString("code");
                reasons.add(new Reason(
                        row.getString("reason"),
                        code == null ? Optional.empty() : RefusalCode.ofCode(code),
                        row.getLong("count")));
            }
            return reasons;
        });
    }
}
