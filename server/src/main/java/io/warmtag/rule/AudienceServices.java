package io.warmtag.rule;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import io.warmtag.config.DatabaseAddress;
import io.warmtag.db.Database;
import io.warmtag.db.Leadership;
import io.warmtag.db.News;
import io.warmtag.occasion.Flood;
import io.warmtag.rule.past.AudienceReplay;
import io.warmtag.visitor.ModelSettingsStore;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Everything about audiences of one server. */
public final class AudienceServices {
    private final Vertx vertx;
    private final Database database;
    private final ModelSettingsStore models;
    private final Flood flood;
    private final LongSupplier clock;
    private final AudienceStore store;
    private final AudienceDirectory directory;
    private final AudienceNeeds needs;
    private final FactsStore facts;
    private final AudienceEditor editor;
    private final AudiencePreview preview;
    private final Audiences members;
    private final Backtests backtests;

    /**
     * Nothing works before {@link #open} is done.
     *
     * @param address of the same database: the past is read over connections of its own
     * @param flood whether to stand back
     * @param clock ms
     */
    public AudienceServices(
            Vertx vertx,
            Database database,
            DatabaseAddress address,
            News news,
            ModelSettingsStore models,
            Flood flood,
            LongSupplier clock) {
        this.vertx = vertx;
        this.database = database;
        this.models = models;
        this.flood = flood;
        this.clock = clock;
        this.store = new AudienceStore(database);
        this.directory = new AudienceDirectory(store, news);
        this.needs = new AudienceNeeds(directory, models);
        this.facts = new FactsStore(models);
        this.editor = new AudienceEditor(database, store, directory, models);
        this.preview = new AudiencePreview(database, store, directory, needs, facts, clock);
        this.members = new Audiences(directory, needs, facts, clock);
        this.backtests = new Backtests(vertx, database, address, models, needs, flood, clock);
    }

    /** Reads what there is. */
    public Future<Void> open() {
        return directory.start();
    }

    /** Fills new audiences and looks at what time brings, from now on. */
    public void start(Leadership leadership) {
        new AudienceFill(database, leadership, directory, needs, facts, models, clock).start(flood);
        new AudienceChecks(vertx, database, members, flood, clock).start();
    }

    public AudienceStore store() {
        return store;
    }

    /** The members by id; nobody comes in or goes out until the transaction ends. */
    public Future<List<UUID>> still(
            SqlConnection transaction, int site, int audience, @Nullable UUID after, int limit) {
        return AudienceLock.exclusive(transaction, site)
                .compose(locked -> store.page(transaction, site, audience, after, limit));
    }

    public AudienceDirectory directory() {
        return directory;
    }

    public AudienceNeeds needs() {
        return needs;
    }

    public FactsStore facts() {
        return facts;
    }

    public AudienceEditor editor() {
        return editor;
    }

    public AudiencePreview preview() {
        return preview;
    }

    /** Consumes occasions, and says which it wants. */
    public Audiences members() {
        return members;
    }

    public Backtests backtests() {
        return backtests;
    }

    /** An audience as it is run over the past: who would have come in. */
    public Backtests.Task entering(Audience audience, int days, String author) {
        int site = audience.site();
        var replay = AudienceReplay.of(directory.evaluator(site), audience.condition(), true, models.history(site));
        return new Backtests.Task(site, "audiences/" + audience.id(), null, null, replay, days, author, null);
    }
}
