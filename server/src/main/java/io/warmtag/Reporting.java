package io.warmtag;

import io.warmtag.report.CampaignReports;
import io.warmtag.report.Campaigns;
import io.warmtag.report.CostImport;
import io.warmtag.report.MoveStore;
import io.warmtag.report.Moves;
import io.warmtag.report.ReportServices;
import io.warmtag.report.RuleDays;
import io.warmtag.report.RuleReports;
import java.util.function.LongSupplier;

/** What is counted for the reports, and where it is read. */
final class Reporting {
    private final RuleDays ruleDays;
    private final Moves moves;
    private final Campaigns campaigns;
    private final ReportServices services;

    /** @param clock ms */
    Reporting(Ground on, LongSupplier clock) {
        ruleDays = new RuleDays(on.database(), on.sites(), on.models(), clock);
        moves = new Moves(on.database(), on.sites(), clock);
        campaigns = new Campaigns(on.database(), on.sites(), on.models(), clock);
        services = new ReportServices(
                new RuleReports(on.database()),
                new MoveStore(on.database()),
                new CampaignReports(on.database()),
                new CostImport(on.database()));
        ruleDays.start(on.leadership());
        moves.start(on.leadership());
        campaigns.start(on.leadership());
    }

    ReportServices services() {
        return services;
    }
}
