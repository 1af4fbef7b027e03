package io.warmtag.destination;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.warmtag.db.Database;
import io.warmtag.destination.Item.Device;
import io.warmtag.secret.Keyring;
import io.warmtag.secret.Seal;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Address and browser of visitors who let them go to ad networks: sealed, beside the events and not in them, for seven days
 * at most, and only where a destination asks for them. Written a moment after the event; any thread may tell.
 */
public final class Devices {
    private static final Logger LOG = LoggerFactory.getLogger(Devices.class);
    private static final long FLUSH_EVERY_MS = 100;
    private static final int MOST_WAITING = 20_000;
    private static final int MOST_REMEMBERED = 50_000;
    private static final int MOST_AGENT = 500;
    /** Who was written down in this time with the same address and browser isn't written down again. */
    private static final long SAME_FOR_MS = 3_600_000;

    private final Vertx vertx;
    private final Database database;
    private final Keyring keyring;
    private final Map<Key, Seen> waiting = new HashMap<>();
    private final Map<Key, Seen> written = new LinkedHashMap<>(1_000, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Seen> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };
    private volatile Map<Integer, Wanted> wanted = Map.of();

    /**
     * What the destinations of a site ask of browsers.
     *
     * @param device address and browser
     * @param cookies by name, with the consent that each needs
     */
    public record Wanted(boolean device, Map<String, String> cookies) {
        static final Wanted NOTHING = new Wanted(false, Map.of());
    }

    private record Key(int site, UUID visitor) {}

    /** @param vouched the shop's server said so, and not he himself */
    private record Seen(Device device, long at, boolean vouched) {}

    public Devices(Vertx vertx, Database database, Keyring keyring) {
        this.vertx = vertx;
        this.database = database;
        this.keyring = keyring;
    }

    void start() {
        vertx.setPeriodic(FLUSH_EVERY_MS, timer -> flush());
    }

    void want(Map<Integer, Wanted> bySite) {
        wanted = Map.copyOf(bySite);
    }

    /** Asked for every request of the hot path. */
    public Wanted wanted(int site) {
        return wanted.getOrDefault(site, Wanted.NOTHING);
    }

    /** Only for a visitor who has granted {@code ad_user_data}. */
    public void note(int site, UUID visitor, Device device, long now) {
        note(new Key(site, visitor), new Seen(cut(device), now, false));
    }

    /** The shop's server names it and vouches for him: what he has denied himself holds. */
    public void noteVouched(int site, UUID visitor, Device device, long now) {
        note(new Key(site, visitor), new Seen(cut(device), now, true));
    }

    private static Device cut(Device device) {
        String agent = device.userAgent();
        return agent.length() > MOST_AGENT ? new Device(device.ip(), agent.substring(0, MOST_AGENT)) : device;
    }

    private synchronized void note(Key key, Seen seen) {
        Seen before = written.get(key);
        boolean same = before != null && before.device.equals(seen.device) && seen.at - before.at < SAME_FOR_MS;
        if (!same && waiting.size() < MOST_WAITING) {
            waiting.put(key, seen);
        }
    }

    /** Of whoever doesn't let them go any more. */
    public Future<Void> forget(int site, UUID visitor) {
        var key = new Key(site, visitor);
        synchronized (this) {
            waiting.remove(key);
            written.remove(key);
        }
        return database.query("delete from raw_device where site_id = $1 and visitor = $2", site, visitor)
                .mapEmpty();
    }

    private void flush() {
        Optional<Seal> seal = keyring.seal();
        Map<Key, Seen> batch;
        synchronized (this) {
            if (waiting.isEmpty() || seal.isEmpty()) {
                return;
            }
            batch = Map.copyOf(waiting);
            waiting.clear();
            written.putAll(batch);
        }
        write(batch, seal.get()).onFailure(cause -> {
            LOG.warn("devices of {} visitors are lost: {}", batch.size(), cause.getMessage());
            synchronized (this) {
                batch.keySet().forEach(written::remove);
            }
        });
    }

    private Future<Void> write(Map<Key, Seen> batch, Seal seal) {
        var sites = new ArrayList<Integer>();
        var visitors = new ArrayList<UUID>();
        var sealed = new ArrayList<Buffer>();
        var times = new ArrayList<OffsetDateTime>();
        var vouched = new ArrayList<Boolean>();
        batch.forEach((key, seen) -> {
            sites.add(key.site);
            visitors.add(key.visitor);
            String text = new JsonObject()
                    .put("ip", seen.device.ip())
                    .put("ua", seen.device.userAgent())
                    .encode();
            sealed.add(Buffer.buffer(seal.seal(text, purpose(key.site, key.visitor))));
            times.add(java.time.Instant.ofEpochMilli(seen.at).atOffset(ZoneOffset.UTC));
            vouched.add(seen.vouched);
        });
        return database.query(
                        """
                        insert into raw_device (site_id, visitor, sealed, seen_at)
                        select site, visitor, sealed, seen
                        from unnest($1::int[], $2::uuid[], $3::bytea[], $4::timestamptz[], $5::bool[])
                             noted (site, visitor, sealed, seen, vouched)
                        where not vouched or not exists (
                            select from consent_of(site, visitor, 'ad_user_data', 'infinity') answer
                            where answer.context::json #>> '{consent,ad_user_data}' = 'denied')
                        on conflict (site_id, visitor) do update set sealed = excluded.sealed, seen_at = excluded.seen_at
                        """,
                        sites.toArray(Integer[]::new),
                        visitors.toArray(UUID[]::new),
                        sealed.toArray(Buffer[]::new),
                        times.toArray(OffsetDateTime[]::new),
                        vouched.toArray(Boolean[]::new))
                .mapEmpty();
    }

    /** Those of seven days ago, and of sites that have no such destination any more. */
    Future<Void> purge(List<Integer> wantedSites) {
        return database.query(
                        "delete from raw_device where seen_at < now() - interval '7 days' or site_id <> all($1::int[])",
                        (Object) wantedSites.toArray(Integer[]::new))
                .mapEmpty();
    }

    /** What is kept of visitors now: an object with address and browser for each, to be shown to them. */
    public Future<List<JsonObject>> of(int site, List<UUID> visitors) {
        return database.query(
                        "select visitor, sealed from raw_device where site_id = $1 and visitor = any($2) order by seen_at",
                        site,
                        visitors.toArray(UUID[]::new))
                .map(rows -> {
                    var devices = new ArrayList<JsonObject>();
                    Optional<Seal> seal = keyring.seal();
                    rows.forEach(row -> seal.flatMap(key -> shown(key, site, row.getUUID(0), row.getBuffer(1)))
                            .ifPresent(devices::add));
                    return devices;
                });
    }

    private static Optional<JsonObject> shown(Seal seal, int site, UUID visitor, Buffer sealed) {
        try {
            Device device = open(seal, site, visitor, sealed.getBytes());
            return Optional.of(new JsonObject().put("address", device.ip()).put("browser", device.userAgent()));
        } catch (Seal.CannotOpen e) {
            // Of a key before this one: nobody can read it any more.
            return Optional.empty();
        }
    }

    static Device open(Seal seal, int site, UUID visitor, byte[] sealed) {
        var json = new JsonObject(seal.open(sealed, purpose(site, visitor)));
        return new Device(json.getString("ip"), json.getString("ua"));
    }

    private static String purpose(int site, UUID visitor) {
        return "device:" + site + ":" + visitor;
    }
}
