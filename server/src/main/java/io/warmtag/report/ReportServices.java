package io.warmtag.report;

/** What the edges show of reports and take for them. */
public record ReportServices(RuleReports rules, MoveStore moves, CampaignReports campaigns, CostImport costs) {}
