package io.warmtag.report;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.warmtag.db.Database;
import io.warmtag.site.Site;
import java.util.ArrayList;
import java.util.List;

/** What campaigns brought and cost, read from the days that {@link Campaigns} keeps counted. */
public final class CampaignReports {
    private final Database database;

    public CampaignReports(Database database) {
        this.database = database;
    }

    /** The ones that brought or cost most first. */
    public Future<List<CampaignFigures>> of(Site site, Period period, int limit) {
        return database.query("""
                        with brought as (
                            select source, medium, campaign, sum(people)::bigint as people, sum(hot)::bigint as hot,
                                   sum(warm)::bigint as warm, sum(orders)::bigint as orders, sum(revenue)::bigint as revenue
                            from campaign_day where site_id = $1 and day >= $2 and day < $3 group by 1, 2, 3
                        ), spent as (
                            select source, medium, campaign, sum(cost)::bigint as cost, sum(clicks)::bigint as clicks,
                                   sum(impressions)::bigint as impressions
                            from campaign_cost where site_id = $1 and day >= $2 and day < $3 group by 1, 2, 3
                        )
                        select source, medium, campaign, coalesce(people, 0) as people, coalesce(hot, 0) as hot,
                               coalesce(warm, 0) as warm, coalesce(orders, 0) as orders, coalesce(revenue, 0) as revenue,
                               cost, clicks, impressions
                        from brought full join spent using (source, medium, campaign)
                        order by greatest(revenue, cost) desc nulls last, people desc, source, medium, campaign limit $4
                        """, site.id(), period.from(), period.until(), limit)
                .map(rows -> {
                    var figures = new ArrayList<CampaignFigures>();
                    for (Row row : rows) {
                        figures.add(new CampaignFigures(
                                new Campaign(
                                        row.getString("source"), row.getString("medium"), row.getString("campaign")),
                                row.getLong("people"),
                                row.getLong("hot"),
                                row.getLong("warm"),
                                row.getLong("orders"),
                                row.getLong("revenue"),
                                row.getLong("cost"),
                                row.getLong("clicks"),
                                row.getLong("impressions")));
                    }
                    return figures;
                });
    }
}
