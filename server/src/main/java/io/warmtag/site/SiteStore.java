package io.warmtag.site;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.warmtag.config.Network;
import io.warmtag.db.Database;
import java.security.SecureRandom;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The sites in PostgreSQL. Read them from {@link SiteDirectory}, which has them in memory. */
public final class SiteStore {
    // Without letters that are easily confused (Crockford's base 32).
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final String COLUMNS = """
            id, public_id, name, domains, consent, banner, privacy_url, language, time_zone, currency,
            retention_days, staff_networks, staff_token, created_at""";

    private final Database database;

    public SiteStore(Database database) {
        this.database = database;
    }

    public Future<List<Site>> all() {
        return database.query("select " + COLUMNS + " from site order by name, id")
                .map(SiteStore::sites);
    }

    /** Creates a site with a new public id; {@code draft} has no mistakes. */
    public Future<Site> create(SiteDraft draft) {
        return create(publicId(), draft);
    }

    /** Creates a site under a known id, for the demo shop; keeps what is there when it exists. */
    public Future<Site> createIfMissing(String publicId, SiteDraft draft) {
        return find(publicId)
                .compose(found -> found.map(Future::succeededFuture).orElseGet(() -> create(publicId, draft)));
    }

    private Future<Site> create(String publicId, SiteDraft draft) {
        return database.query(
                        """
                        insert into site (public_id, name, domains, consent, banner, privacy_url, language, time_zone,
                                          currency, retention_days, staff_networks, staff_token)
                        values ($1, $2, $3, $4, $5, nullif($6, ''), $7, $8, $9, $10, $11, $12)
                        returning\s""" + COLUMNS,
                        publicId,
                        draft.name(),
                        draft.domains().toArray(String[]::new),
                        draft.consent(),
                        draft.banner(),
                        draft.privacyUrl(),
                        draft.language(),
                        draft.timeZone(),
                        draft.currency(),
                        draft.retentionDays(),
                        draft.staffNetworks().toArray(String[]::new),
                        token())
                .map(rows -> sites(rows).get(0));
    }

    public Future<Site> update(Site site, SiteDraft draft) {
        return database.query(
                        """
                        update site set name = $2, domains = $3, consent = $4, banner = $5,
                                        privacy_url = nullif($6, ''), language = $7, time_zone = $8, currency = $9,
                                        retention_days = $10, staff_networks = $11
                        where id = $1
                        returning\s""" + COLUMNS,
                        site.id(),
                        draft.name(),
                        draft.domains().toArray(String[]::new),
                        draft.consent(),
                        draft.banner(),
                        draft.privacyUrl(),
                        draft.language(),
                        draft.timeZone(),
                        draft.currency(),
                        draft.retentionDays(),
                        draft.staffNetworks().toArray(String[]::new))
                .map(rows -> sites(rows).get(0));
    }

    public Future<Site> addDomain(Site site, String domain) {
        return database.query("""
                        update site set domains = array_append(array_remove(domains, $2), $2) where id = $1
                        returning\s""" + COLUMNS, site.id(), domain)
                .map(rows -> sites(rows).get(0));
    }

    private Future<Optional<Site>> find(String publicId) {
        return database.query("select " + COLUMNS + " from site where public_id = $1", publicId)
                .map(rows -> sites(rows).stream().findFirst());
    }

    private static List<Site> sites(RowSet<Row> rows) {
        var sites = new ArrayList<Site>();
        for (Row row : rows) {
            sites.add(new Site(
                    row.getInteger("id"),
                    row.getString("public_id"),
                    row.getString("name"),
                    List.of(row.getArrayOfStrings("domains")),
                    row.getString("consent").equals("ask") ? Site.Consent.ASK : Site.Consent.NONE,
                    row.getBoolean("banner"),
                    row.getString("privacy_url"),
                    row.getString("language"),
                    ZoneId.of(row.getString("time_zone")),
                    row.getString("currency"),
                    row.getInteger("retention_days"),
                    List.of(row.getArrayOfStrings("staff_networks")).stream()
                            .flatMap(text -> Network.parse(text).stream())
                            .toList(),
                    row.getString("staff_token"),
                    row.getOffsetDateTime("created_at").toInstant()));
        }
        return sites;
    }

    private static String publicId() {
        var id = new StringBuilder("WT-");
        for (int i = 0; i < 7; i++) {
            id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }

    private static String token() {
        byte[] random = new byte[18];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
