package io.warmtag.visitor;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import io.warmtag.db.Database;
import io.warmtag.db.News;
import io.warmtag.visitor.model.ModelSettings;
import io.warmtag.visitor.model.SettingsHistory;
import io.warmtag.visitor.model.SettingsHistory.Dated;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sites' temperature settings: versions that are only ever added, in PostgreSQL and, for the steps, in memory. */
public final class ModelSettingsStore {
    private static final Logger LOG = LoggerFactory.getLogger(ModelSettingsStore.class);
    private static final String TOPIC = "temperature_settings";

    // The number 1 stands for the defaults, which are in force until the first version here.
    private static final String INSERT = """
            insert into temperature_settings (site_id, version, effective_from, settings, author)
            select $1, coalesce(max(version), 1) + 1, case when $2 then null else now() end, $3, $4
            from temperature_settings where site_id = $1
            returning version""";

    private final Database database;
    private final News news;
    private final Histories histories;

    public ModelSettingsStore(Database database, News news, Histories histories) {
        this.database = database;
        this.news = news;
        this.histories = histories;
    }

    public Future<Void> start() {
        news.listen(TOPIC, () -> read().onFailure(cause -> LOG.warn("settings not read: {}", cause.getMessage())));
        return read();
    }

    /** The site's settings through time, from memory; the defaults while nobody has changed them. */
    public SettingsHistory history(int site) {
        return histories.of(site);
    }

    /**
     * Adds a version and returns its number.
     *
     * @param settings checked; its own version number is ignored
     * @param fromBeginning everybody's past is weighed anew; else it counts from now on
     */
    public Future<Integer> save(int site, ModelSettings settings, boolean fromBeginning, String author) {
        return database.inTransaction(connection -> connection
                        // Of two who save at once the second waits, and gets the next number.
                        .preparedQuery("select from site where id = $1 for update")
                        .execute(Tuple.of(site))
                        .compose(locked -> connection
                                .preparedQuery(INSERT)
                                .execute(Tuple.of(site, fromBeginning, SettingsJson.write(settings), author))))
                .compose(rows -> {
                    int version = rows.iterator().next().getInteger(0);
                    return news.tell(TOPIC).compose(told -> read()).map(version);
                });
    }

    private Future<Void> read() {
        return database.query("select site_id, version, effective_from, settings from temperature_settings")
                .map(rows -> {
                    Map<Integer, List<Dated>> bySite = new HashMap<>();
                    for (Row row : rows) {
                        ModelSettings settings = SettingsJson.read(row.getInteger(1), row.getJsonObject(3));
                        bySite.computeIfAbsent(row.getInteger(0), ModelSettingsStore::withDefaults)
                                .add(new Dated(from(row.getOffsetDateTime(2)), settings));
                    }
                    bySite.forEach((site, versions) -> histories.put(site, SettingsHistory.of(versions)));
                    return null;
                });
    }

    private static List<Dated> withDefaults(int site) {
        return new ArrayList<>(List.of(new Dated(SettingsHistory.ALWAYS, ModelSettings.defaults())));
    }

    private static long from(@Nullable OffsetDateTime time) {
        return time == null ? SettingsHistory.ALWAYS : time.toInstant().toEpochMilli();
    }
}
