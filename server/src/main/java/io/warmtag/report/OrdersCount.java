package io.warmtag.report;

import io.warmtag.visitor.model.CountsWhen;
import io.warmtag.visitor.model.SettingsHistory;
import io.warmtag.visitor.model.SettingsHistory.Dated;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * When a site's orders count only once they have been delivered: by the settings in force when they were placed.
 *
 * @param strictFrom when that began, each until the one beside it
 */
record OrdersCount(OffsetDateTime[] strictFrom, OffsetDateTime[] strictUntil) {
    private static final OffsetDateTime EVER = OffsetDateTime.of(1, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
    private static final OffsetDateTime NEVER = OffsetDateTime.of(9999, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    static OrdersCount by(SettingsHistory history) {
        List<Dated> versions = history.inOrder();
        var from = new ArrayList<OffsetDateTime>();
        var until = new ArrayList<OffsetDateTime>();
        for (int i = 0; i < versions.size(); i++) {
            if (versions.get(i).settings().buyers().countsWhen() == CountsWhen.DELIVERED) {
                from.add(time(versions.get(i).effectiveFrom()));
                until.add(i + 1 < versions.size() ? time(versions.get(i + 1).effectiveFrom()) : NEVER);
            }
        }
        return new OrdersCount(from.toArray(OffsetDateTime[]::new), until.toArray(OffsetDateTime[]::new));
    }

    private static OffsetDateTime time(long ms) {
        return ms == SettingsHistory.ALWAYS ? EVER : Instant.ofEpochMilli(ms).atOffset(ZoneOffset.UTC);
    }
}
