package io.warmtag.container;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.warmtag.audit.AuditStore;
import io.warmtag.catalog.ValueJson;
import io.warmtag.container.model.EntityReader;
import io.warmtag.container.model.EventRules;
import io.warmtag.db.Database;
import io.warmtag.db.News;
import io.warmtag.db.Reread;
import io.warmtag.site.Site;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sites that take only defined events, with the definitions of what is live there: in memory on every node, at most about
 * a second behind the database.
 */
public final class EventStrictness {
    private static final Logger LOG = LoggerFactory.getLogger(EventStrictness.class);
    private static final String TOPIC = "event_strictness";
    private static final String RELEASES = "releases";

    private static final String SELECT = """
            select event_strictness.site_id,
                   jsonb_build_object('events', coalesce(content -> 'events', '[]'::jsonb))::text as events
            from event_strictness
            left join environment on environment.site_id = event_strictness.site_id and environment.name = 'live'
            left join lateral (
                select version from release where environment_id = environment.id order by id desc limit 1) newest on true
            left join version on version.site_id = event_strictness.site_id and version.number = newest.version
            where strict
            """;

    private final Database database;
    private final AuditStore audit;
    private final News news;
    private final Reread<RowSet<Row>> reread;
    private volatile Map<Integer, EventRules> bySite = Map.of();

    public EventStrictness(Database database, News news) {
        this.database = database;
        this.audit = new AuditStore(database);
        this.news = news;
        this.reread = new Reread<>(() -> database.query(SELECT), this::keep);
    }

    public Future<Void> start() {
        for (String topic : new String[] {TOPIC, RELEASES}) {
            news.listen(
                    topic,
                    () -> reread.run().onFailure(cause -> LOG.warn("event rules not read: {}", cause.getMessage())));
        }
        return reread.run();
    }

    /** What a strict site takes; null where everything is taken. */
    public @Nullable EventRules rules(Site site) {
        return bySite.get(site.id());
    }

    public boolean isStrict(Site site) {
        return bySite.containsKey(site.id());
    }

    public Future<Void> change(Site site, boolean strict, String author) {
        return database.query("""
                        insert into event_strictness (site_id, strict) values ($1, $2)
                        on conflict (site_id) do update set strict = excluded.strict
                        """, site.id(), strict)
                .compose(saved -> audit.add(author, "settings.events", site.id(), strict ? "strict" : "open"))
                .compose(noted -> news.tell(TOPIC))
                .compose(told -> reread.run());
    }

    private void keep(RowSet<Row> rows) {
        var rules = new HashMap<Integer, EventRules>();
        for (Row row : rows) {
            rules.put(
                    row.getInteger("site_id"),
                    new EventRules(EntityReader.content(ValueJson.read(row.getString("events")))
                            .events()));
        }
        bySite = Map.copyOf(rules);
    }
}
