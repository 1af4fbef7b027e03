package io.warmtag.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.event.VisitorId;
import io.warmtag.people.Heard;
import io.warmtag.people.contact.ContactField;
import io.warmtag.people.contact.ContactValue;
import io.warmtag.visitor.model.Temperature;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;

@TestInstance(Lifecycle.PER_CLASS)
class OrderPagesTest {
    @RegisterExtension
    final ShopConsole console = new ShopConsole();

    @BeforeEach
    void speakEnglish() {
        assertEquals(303, speak("en"));
    }

    @Test
    void anOrderTakenByPhoneIsThereWithItsStages() {
        String path = console.done(
                "/orders", "phone", "01913-557799", "value", "১,২৯০", "transaction_id", "P 1/2", "stage", "placed");
        assertEquals("/orders/P%201%2F2", path);
        String page = console.page(path);
        assertTrue(page.contains("Order P 1/2"), page);
        String form = console.page("/new-order");
        assertTrue(form.contains("<option value=\"chat\">In the inbox</option>"), form);
        assertEquals(path, console.done(path + "/stages", "stage", "delivered"));
        assertTrue(console.page(path).contains("<span class=\"mark\">Delivered</span>"));
        assertTrue(console.page("/orders").contains("P 1/2"));
        assertFalse(console.page("/orders?stage=placed").contains("P 1/2"));
    }

    @Test
    void saysBesideTheFieldWhatIsWrong() {
        HttpResponse<String> answer = console.send("/orders", "phone", "bkash", "value", "10");
        assertEquals(422, answer.statusCode());
        assertTrue(answer.body().contains("id=\"f-phone-wrong\""), answer.body());
        assertTrue(answer.body().contains("value=\"bkash\""));
        assertEquals(
                422,
                console.send("/orders", "phone", "01913557799", "value", "much").statusCode());
    }

    @Test
    void aTableLeavesItsWrongRowsInTheBox() {
        HttpResponse<String> answer =
                console.send("/order-import", "csv", "order_id,phone,total\n1,01913557799,5\n2,none,5\n");
        assertEquals(200, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("1 new, 0 changed, 0 known already, 1 wrong"), answer.body());
        assertTrue(answer.body().contains("order_id,phone,total\n2,none,5</textarea>"), answer.body());
        assertEquals(422, console.send("/order-import", "csv", "a,b\n1,2").statusCode());
    }

    @Test
    void showsContactDataHashedAndInClearOnlyToWhoAsks() {
        var visitor = UUID.randomUUID();
        var phone = ContactValue.of(ContactField.PHONE, "01913557799", "BD").orElseThrow();
        int site = console.shop().id();
        console.world
                .learning
                .learn(site, List.of(new Heard(visitor, List.of(phone), System.currentTimeMillis(), "identify")))
                .await();
        console.world
                .database
                .query("""
                insert into person (site_id, id, temperature, since, score, first_seen, last_seen, changes)
                values ($1, $2, $3, now(), 0, now(), now(), 0)
                """, site, visitor, (short) Temperature.COLD.ordinal())
                .await();
        String page = console.page("/visitors/" + VisitorId.text(visitor));
        assertTrue(page.contains(phone.sha256().substring(0, 12)), page);
        assertFalse(page.contains("1913557799"));
        HttpResponse<String> clear = console.send("/visitors/" + VisitorId.text(visitor) + "/contact");
        assertTrue(clear.body().contains("8801913557799"), clear.body());
        assertTrue(console.page("/audit").contains("shown in clear"));
    }

    @Test
    void everyPageIsThereInBothLanguages() {
        assertEquals("/orders/L-1", console.done("/orders", "phone", "01913557799", "transaction_id", "L-1"));
        for (String language : List.of("bn", "en")) {
            assertEquals(303, speak(language));
            for (String part : List.of("/orders", "/orders/L-1", "/new-order", "/order-import", "/orders?q=none")) {
                String page = console.page(part);
                int key = page.indexOf("order.");
                assertTrue(key < 0, () -> part + page.substring(Math.max(0, key - 80), key + 60));
            }
        }
    }

    private int speak(String language) {
        return console.browser
                .submit("/console/account/language", "language", language)
                .statusCode();
    }
}
