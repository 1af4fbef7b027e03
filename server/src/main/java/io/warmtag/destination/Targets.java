package io.warmtag.destination;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.warmtag.db.Database;
import io.warmtag.db.News;
import io.warmtag.db.Reread;
import io.warmtag.secret.Keyring;
import io.warmtag.secret.Seal;
import io.warmtag.site.Site;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every destination, in memory on every node, at most about a second behind the database; and how they are changed. */
public final class Targets {
    private static final Logger LOG = LoggerFactory.getLogger(Targets.class);

    private final Database database;
    private final News news;
    private final Keyring keyring;
    private final TargetStore store;
    private final Reread<List<Target>> reread;
    private volatile List<Target> known = List.of();
    private volatile List<Target> present = List.of();

    /** This node has not got the key that secrets are sealed with. */
    public static final class KeyMissing extends RuntimeException {
        KeyMissing() {
            super("the key for secrets is not on this node", null, false, false);
        }
    }

    public Targets(Database database, News news, Keyring keyring, Kinds kinds) {
        this.database = database;
        this.news = news;
        this.keyring = keyring;
        this.store = new TargetStore(database, kinds);
        this.reread = new Reread<>(store::all, this::keep);
    }

    public Future<Void> start() {
        news.listen(
                TargetStore.TOPIC,
                () -> reread.run().onFailure(cause -> LOG.warn("destinations not read: {}", cause.getMessage())));
        return reread.run();
    }

    private void keep(List<Target> all) {
        known = List.copyOf(all);
        present = all.stream()
                .filter(each -> each.state() != Target.State.DELETED)
                .toList();
    }

    /** All that were ever set up and not deleted, of all sites; the same list until something has been read anew. */
    public List<Target> all() {
        return present;
    }

    public List<Target> of(Site site) {
        return all().stream().filter(each -> each.site() == site.id()).toList();
    }

    /** Also a deleted one: its deliveries are still there to be read. */
    public Optional<Target> find(int site, int id) {
        return known.stream()
                .filter(each -> each.site() == site && each.id() == id)
                .findFirst();
    }

    /**
     * Opens its secrets.
     *
     * @throws KeyMissing where this node can't
     */
    public Map<String, String> secrets(Target target) {
        var secrets = new TreeMap<String, String>();
        target.secrets()
                .ifPresent(bytes -> new JsonObject(seal().open(bytes, target.purpose()))
                        .forEach(field -> secrets.put(field.getKey(), String.valueOf(field.getValue()))));
        return secrets;
    }

    /** Answers its number. Fails with {@link KeyMissing} where this node can't seal. */
    public Future<Integer> add(Target draft, Map<String, String> secrets) {
        return database.inTransaction(transaction ->
                        store.add(transaction, draft, id -> withSecrets(numbered(draft, id), secrets)))
                .compose(id -> reread.run().map(id));
    }

    /** Answers false when somebody else was faster. */
    public Future<Boolean> change(Target changed, Map<String, String> secrets) {
        return update(withSecrets(changed, secrets));
    }

    /** With its secrets as they are: works without the key too. */
    public Future<Boolean> update(Target changed) {
        return database.inTransaction(transaction -> store.update(transaction, changed))
                .compose(done -> reread.run().map(done));
    }

    Future<Void> stop(Target target, Reason why) {
        LOG.warn("destination {} of site {} is stopped: {}", target.id(), target.site(), why.code());
        return store.stop(target, why).compose(done -> reread.run());
    }

    private static Target numbered(Target draft, int id) {
        return new Target(
                draft.site(),
                id,
                draft.kind(),
                draft.name(),
                draft.state(),
                Optional.empty(),
                draft.sandbox(),
                draft.settings(),
                Optional.empty(),
                1);
    }

    private Target withSecrets(Target target, Map<String, String> secrets) {
        var json = new JsonObject();
        secrets.forEach((name, value) -> {
            if (!value.isEmpty()) {
                json.put(name, value);
            }
        });
        Optional<byte[]> bytes =
                json.isEmpty() ? Optional.empty() : Optional.of(seal().seal(json.encode(), target.purpose()));
        return new Target(
                target.site(),
                target.id(),
                target.kind(),
                target.name(),
                target.state(),
                target.stopped(),
                target.sandbox(),
                target.settings(),
                bytes,
                target.revision());
    }

    private Seal seal() {
        return keyring.seal().orElseThrow(KeyMissing::new);
    }
}
