package io.warmtag.destination;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.warmtag.testkit.TestSite;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What somebody is worth to a list that is told so. */
class ListWorthTest {
    private final UUID rina = UUID.randomUUID();
    private final UUID phone = UUID.randomUUID();
    private final UUID karim = UUID.randomUUID();
    private TestSite data;
    private int site;

    @BeforeEach
    void start() {
        data = new TestSite();
        site = data.bakery().id();
    }

    @AfterEach
    void stop() {
        data.close();
    }

    private void order(UUID visitor, int value, @Nullable String currency) {
        data.run(
                "insert into customer_order (site_id, transaction_id, person, placed_at, value, currency)"
                        + " values ($1, $2, $3, now(), $4, $5)",
                site,
                UUID.randomUUID().toString(),
                visitor,
                value,
                currency);
    }

    @Test
    void countsWhatAnyOfHisVisitorsOrderedInTheCurrencyOfTheSite() {
        data.run(
                "insert into person_visitor (site_id, visitor, person) values ($1, $2, $2), ($1, $3, $2)",
                site,
                rina,
                phone);
        order(rina, 100, "BDT");
        order(phone, 2_000, null);
        order(phone, 30, "USD");
        order(karim, 7, "BDT");
        order(karim, 5, "BDT");
        data.run("update customer_order set cancelled_at = now() where value = 5");
        assertEquals(
                Map.of(rina, 2_100.0, karim, 7.0),
                new ListStore(data.database())
                        .worth(site, List.of(rina, karim, UUID.randomUUID()))
                        .await());
    }
}
