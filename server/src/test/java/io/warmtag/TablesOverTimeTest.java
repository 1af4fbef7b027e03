package io.warmtag;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.warmtag.db.Database;
import io.warmtag.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Whoever adds a table has to say what keeps it from growing for ever, however long a shop runs. What is there for each person, order
 * or visitor of a shop grows with these, and goes when one is erased: it stands here by name, so that nothing else hides among it.
 */
class TablesOverTimeTest {
    /** What lets go of its rows by their age, or as soon as they are done with; and for how long they are kept. */
    private static final Map<String, String> LET_GO = new TreeMap<>();

    static {
        // With the site's retention of events.
        LET_GO.put("event", "visitor/Retention");
        LET_GO.put("event_count", "event/EventCountStore");
        LET_GO.put("rejected_count", "event/EventCountStore");
        LET_GO.put("firing", "rule/RuleRetention");
        LET_GO.put("firing_step", "rule/RuleRetention");
        LET_GO.put("rule_person", "rule/RuleRetention");
        LET_GO.put("rule_date_run", "rule/RuleRetention");
        LET_GO.put("profile_day", "rule/RuleRetention");
        LET_GO.put("offer_grant", "campaign/GrantRetention");
        LET_GO.put("product", "product/ProductRetention");
        LET_GO.put("product_price", "product/ProductRetention");
        LET_GO.put("product_change", "product/ProductRetention");
        LET_GO.put("product_interest", "product/ProductRetention");
        // For days that are said there.
        LET_GO.put("rule_message", "rule/RuleRetention");
        LET_GO.put("occasion_parked", "rule/RuleRetention");
        LET_GO.put("backtest", "rule/RuleRetention");
        LET_GO.put("backtest_person", "rule/RuleRetention");
        LET_GO.put("campaign_touch", "report/CampaignStore");
        LET_GO.put("attempt", "destination/Upkeep");
        LET_GO.put("outbox", "destination/Upkeep");
        LET_GO.put("destination_hour", "destination/Upkeep");
        LET_GO.put("list_member", "destination/Upkeep");
        LET_GO.put("raw_device", "destination/Devices");
        LET_GO.put("erased_visitor", "people/ErasureStore");
        LET_GO.put("preview_session", "preview/PreviewStore");
        LET_GO.put("login_failure", "account/LoginFailureStore");
        LET_GO.put("console_session", "account/SessionStore");
        LET_GO.put("one_time_link", "account/SessionStore");
        // The newest 10,000 of a site.
        LET_GO.put("rejected_event", "visitor/Rollups");
        // As soon as they are done with.
        LET_GO.put("occasion", "occasion/OccasionStore");
        LET_GO.put("rule_wait", "rule/Waits");
        LET_GO.put("person_regroup", "visitor/Regrouping");
        LET_GO.put("node", "visitor/Recovery");
    }

    /** With which row of another table they go. */
    private static final Map<String, String> GOES_WITH = Map.of(
            "attempt_row", "outbox",
            "event_build", "preview_session",
            "preview_message", "preview_session",
            "rule_product_run", "product_change");

    /** As many as there are persons, visitors, orders, or joins of these; erasing one lets them go. */
    private static final Set<String> OF_EACH_PERSON = Set.of(
            "person",
            // Goes on being folded from: it outlives the events.
            "person_checkpoint",
            // Is only ever appended to; one for each change of a temperature.
            "transition",
            "person_visitor",
            "person_property",
            "identity",
            "contact_detail",
            // Whoever is erased is looked for by it, wherever he was taken for another one.
            "join_log",
            "join_conflict",
            // As many as audiences that he may come into.
            "audience_member",
            // Outlives retention: it decides who is hot.
            "customer_order",
            // That somebody was erased stays.
            "erasure");

    /** Counts that reports go back to: a row or a few for each day, of a site, a rule, an offer or a campaign. */
    private static final Set<String> OF_EACH_DAY = Set.of(
            "temperature_day",
            "temperature_move",
            "rule_count",
            "rule_day",
            "rule_day_done",
            "rule_day_met",
            "offer_day",
            "campaign_day",
            "campaign_cost");

    /** One row, or a fixed number of them, of a site or of what people have made there. */
    private static final Set<String> FIXED = Set.of(
            "news",
            "secret_key",
            "server_secret",
            "occasion_shard",
            "temperature_count",
            "audience_count",
            "event_strictness",
            "product_learning",
            "product_feed_wrong",
            "campaign_mark",
            "campaign_day_state",
            "offer_day_state",
            "offer_past",
            "order_import",
            "people_list",
            "heartbeat",
            "destination_health",
            "rule_report",
            "rule_frequency",
            "flyway_schema_history");

    /** As many as people have made by hand, and wanted to find again. */
    private static final Set<String> MADE_BY_HAND = Set.of(
            "site",
            "account",
            "api_key",
            "audit",
            "temperature_settings",
            "audience",
            "destination",
            "environment",
            "release",
            "version",
            // Served for ever by its hash: one for each release.
            "script",
            "workspace",
            "workspace_entity",
            "workspace_change",
            "rule",
            "rule_version",
            "rule_run",
            "offer",
            "offer_code",
            "product_feed",
            "join_decision");

    @Test
    void everyTableSaysWhatKeepsItFromGrowingForEver() {
        var said = new TreeSet<String>();
        said.addAll(LET_GO.keySet());
        said.addAll(GOES_WITH.keySet());
        said.addAll(OF_EACH_PERSON);
        said.addAll(OF_EACH_DAY);
        said.addAll(FIXED);
        said.addAll(MADE_BY_HAND);
        assertEquals(said, tables());
    }

    private static Set<String> tables() {
        Vertx vertx = Vertx.vertx();
        try {
            var tables = new TreeSet<String>();
            for (Row row : new Database(vertx, TestDatabase.create().address())
                    .query("""
                            select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                            where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition""")
                    .await()) {
                tables.add(row.getString(0));
            }
            return tables;
        } finally {
            vertx.close().await();
        }
    }

    @Test
    void whatIsSaidToLetGoDoes() throws IOException {
        var silent = new TreeSet<String>();
        for (var each : LET_GO.entrySet()) {
            String source = Files.readString(Path.of("src/main/java/io/warmtag", each.getValue() + ".java"));
            if (!Pattern.compile("delete from " + each.getKey() + "\\b")
                    .matcher(source)
                    .find()) {
                silent.add(each.getValue() + " of " + each.getKey());
            }
        }
        assertEquals(Set.of(), silent);
    }
}
