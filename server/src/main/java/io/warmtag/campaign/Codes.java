package io.warmtag.campaign;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.warmtag.campaign.model.Offer;
import io.warmtag.db.Database;
import io.warmtag.site.Site;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The lists of codes of which each grant takes one. */
public final class Codes {
    /** In one go. */
    public static final int MOST_AT_ONCE = 100_000;

    private static final Set<String> HEADINGS = Set.of("code", "codes", "coupon", "কোড", "কুপন");

    private final Database database;

    /** @param left nobody has them yet */
    public record Stock(long all, long left) {
        public long used() {
            return all - left;
        }
    }

    /**
     * What was read of a list.
     *
     * @param unreadable texts that can't be codes: longer than 60 characters, or with spaces
     */
    public record Read(List<String> codes, List<String> unreadable) {}

    public Codes(Database database) {
        this.database = database;
    }

    /** Reads a pasted list or a CSV file: the first column of each line, a heading left out, each code once. */
    public static Read read(String text) {
        var codes = new LinkedHashSet<String>();
        var unreadable = new ArrayList<String>();
        boolean first = true;
        for (String line : text.replace("\uFEFF", "").lines().toList()) {
            String code = line.strip().split("[,;\t]", 2)[0].replaceAll("^\\s*\"?\\s*|\\s*\"?\\s*$", "");
            boolean heading = first && HEADINGS.contains(code.toLowerCase(Locale.ROOT));
            if (!code.isEmpty()) {
                first = false;
            }
            if (code.isEmpty() || heading) {
                continue;
            }
            if (OfferReader.isCode(code)) {
                codes.add(code);
            } else {
                unreadable.add(code);
            }
        }
        return new Read(List.copyOf(codes), unreadable);
    }

    /** Whether a text can be a code. */
    public static boolean isCode(String text) {
        return OfferReader.isCode(text);
    }

    /** Adds codes at the end; returns how many were not in the list yet. */
    public Future<Integer> add(Offer offer, List<String> codes) {
        return database.query("""
                        insert into offer_code (site_id, offer, code) select $1, $2, unnest($3::text[])
                        on conflict do nothing
                        """, offer.site(), offer.id(), codes.toArray(String[]::new))
                .map(added -> added.rowCount());
    }

    /** Takes out the codes that nobody has; returns how many. */
    public Future<Integer> removeLeft(Offer offer) {
        return database.query(
                        "delete from offer_code where site_id = $1 and offer = $2 and grant_id is null",
                        offer.site(),
                        offer.id())
                .map(removed -> removed.rowCount());
    }

    public Future<Stock> stock(Offer offer) {
        return database.query(
                        "select count(*), count(*) filter (where grant_id is null) from offer_code"
                                + " where site_id = $1 and offer = $2",
                        offer.site(),
                        offer.id())
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new Stock(row.getLong(0), row.getLong(1));
                });
    }

    /** How many nobody has, by offer; who never had any is not named. */
    public Future<Map<Integer, Long>> left(Site site) {
        return database.query(
                        "select offer, count(*) filter (where grant_id is null) from offer_code"
                                + " where site_id = $1 group by offer",
                        site.id())
                .map(rows -> {
                    Map<Integer, Long> left = new HashMap<>();
                    rows.forEach(row -> left.put(row.getInteger(0), row.getLong(1)));
                    return left;
                });
    }
}
