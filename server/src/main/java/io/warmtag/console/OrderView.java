package io.warmtag.console;

import io.warmtag.event.OrderReport.Stage;
import io.warmtag.event.VisitorId;
import io.warmtag.people.Order;
import io.warmtag.site.Site;
import io.warmtag.web.Formats;
import java.time.Instant;

/**
 * An order as it is listed.
 *
 * @param path of its page
 * @param visitor empty: he was erased
 * @param stage as named in the message files under {@code order.stage.}
 * @param value as money, or empty
 */
record OrderView(String number, String path, String visitor, String stage, String value, Instant at) {

    static OrderView of(Order order, Site site, Formats formats) {
        String currency = order.currency() == null ? site.currency() : order.currency();
        return new OrderView(
                order.number(),
                "/console/sites/" + site.publicId() + "/orders/"
                        + Visit.encode(order.number()).replace("+", "%20"),
                order.person() == null ? "" : VisitorId.text(order.person()),
                order.stage().code(),
                order.value() == null ? "" : formats.money(order.value().doubleValue(), currency),
                order.stages().getOrDefault(Stage.PLACED, order.firstSeen()));
    }
}
