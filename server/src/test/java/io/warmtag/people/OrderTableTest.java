package io.warmtag.people;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.warmtag.people.OrderTable.Line;
import io.warmtag.site.Site;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables as spreadsheets, shops' programs and couriers write them, each with what is read of it. */
class OrderTableTest {
    private static final Instant NOW = Instant.parse("2026-11-24T06:00:00Z");
    private static final Site SITE = new Site(
            1,
            "WT-7K2M9QX",
            "Bakery",
            List.of("bakery.example"),
            Site.Consent.NONE,
            false,
            null,
            "bn",
            ZoneId.of("Asia/Dhaka"),
            "BDT",
            90,
            List.of(),
            "staff",
            Instant.EPOCH);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-11-20                  | 2026-11-20T17:59:59.999Z",
                "2026/11/20                  | 2026-11-20T17:59:59.999Z",
                "20-11-2026                  | 2026-11-20T17:59:59.999Z",
                "20.11.2026                  | 2026-11-20T17:59:59.999Z",
                "20/11/26                    | 2026-11-20T17:59:59.999Z",
                "5/11/2026                   | 2026-11-05T17:59:59.999Z",
                "11/5/2026                   | 2026-05-11T17:59:59.999Z",
                "২০/১১/২০২৬                  | 2026-11-20T17:59:59.999Z",
                "20-Nov-26                   | 2026-11-20T17:59:59.999Z",
                "20 November 2026            | 2026-11-20T17:59:59.999Z",
                "November 20, 2026           | 2026-11-20T17:59:59.999Z",
                "Friday, 20 November 2026    | 2026-11-20T17:59:59.999Z",
                "২০ নভেম্বর ২০২৬              | 2026-11-20T17:59:59.999Z",
                "20 নভেম্বর, 2026             | 2026-11-20T17:59:59.999Z",
                "১ জানুয়ারি ২০২৬               | 2026-01-01T17:59:59.999Z",
                "24-11-2026                  | 2026-11-24T06:00:00Z",
                "20-11-2026 15:05            | 2026-11-20T09:05:00Z",
                "20/11/2026 3:05 PM          | 2026-11-20T09:05:00Z",
                "5/11/2026 3:05:09 pm        | 2026-11-05T09:05:09Z",
                "২০-১১-২০২৬ ০৩:০৫ PM          | 2026-11-20T09:05:00Z",
                "5/11/2026, 12:30 AM         | 2026-11-04T18:30:00Z",
                "5/11/2026 12:30 p.m.        | 2026-11-05T06:30:00Z",
                "Nov 20, 2026 3:05 pm        | 2026-11-20T09:05:00Z",
                "20 Nov 2026 at 3 PM         | 2026-11-20T09:00:00Z",
                "2026-11-20 15:05            | 2026-11-20T09:05:00Z",
                "2026-11-20T15:05:09.250     | 2026-11-20T09:05:09.250Z",
                "2026-11-20T09:05:09Z        | 2026-11-20T09:05:09Z",
                "2026-11-20T15:05:09+06:00   | 2026-11-20T09:05:09Z",
                "2026-11-20 15:05:09 +0600   | 2026-11-20T09:05:09Z",
                "2026-11-20 09:05:09 UTC     | 2026-11-20T09:05:09Z"
            })
    void readsDatesWithTheDayFirst(String typed, String instant) {
        Line line = only("order_id,phone,date\n1,01913557799,\"" + typed + "\"");
        assertEquals(instant, at(line), String.valueOf(line.wrong()));
    }

    /** No month is taken for a day because the day is none. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "11/20/2026",
                "31-02-2026",
                "20-11/2026",
                "2026-20-11",
                "20-11-2026 13:05 AM",
                "20-11-2026 15",
                "20-11-2026 25:00",
                "20 Mango 2026",
                "yesterday",
                "46346"
            })
    void refusesWhatIsNoDateOfThatKind(String typed) {
        assertEquals(
                "time",
                only("order_id,phone,date\n1,01913557799,\"" + typed + "\"").wrong());
    }

    @ParameterizedTest
    @CsvSource({
        "placed, placed",
        "Pending payment, placed",
        "wc-pending, placed",
        "On hold, placed",
        "on-hold, placed",
        "অর্ডার হয়েছে, placed",
        "Processing, confirmed",
        "wc-processing, confirmed",
        "shipped, confirmed",
        "In Transit, confirmed",
        "PAID, confirmed",
        "নিশ্চিত, confirmed",
        "Completed, delivered",
        "wc-completed, delivered",
        "DELIVERED, delivered",
        "পৌঁছেছে, delivered",
        "Cancelled, cancelled",
        "canceled, cancelled",
        "Failed, cancelled",
        "বাতিল, cancelled",
        "Returned, returned",
        "ফেরত এসেছে, returned",
        "Refunded, refunded",
        "টাকা ফেরত, refunded"
    })
    void knowsTheStagesOfShopsAndCouriers(String word, String stage) {
        Line line = only("order_id,phone,status\n1,01913557799," + word);
        assertEquals(stage, stage(line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Partially refunded",
                "partial_delivered",
                "Exchange",
                "returning",
                "checkout-draft",
                "trash",
                "lost"
            })
    void refusesWhatMayMeanSeveralThings(String word) {
        assertEquals(
                "stage", only("order_id,phone,status\n1,01913557799," + word).wrong());
    }

    @Test
    void readsAShopkeepersOwnSheet() {
        assertEquals("""
                1041 delivered 2026-11-20T17:59:59.999Z 1290 BDT {"phone":"০১৯১৩৫৫৭৭৯৯","first_name":"নাসরিন"}
                1042 cancelled 2026-11-05T17:59:59.999Z 500 BDT {"phone":"01613557700","first_name":"Karim"}""", read("""
                অর্ডার নম্বর\tতারিখ\tনাম\tমোবাইল\tমোট\tঅবস্থা
                1041\t২০-১১-২০২৬\tনাসরিন\t০১৯১৩৫৫৭৭৯৯\t১,২৯০/-\tপৌঁছেছে
                1042\t5/11/2026\tKarim\t01613557700\t৳500\tবাতিল
                """));
    }

    @Test
    void readsWooCommerce() {
        assertEquals("""
                5101 delivered 2026-11-20T09:05:09Z 1290.00 BDT\
                 {"email":"n@example.com","phone":"01913557799","first_name":"Nasrin","last_name":"Akter","city":"Dhaka"}
                5102 placed 2026-11-20T10:00:00Z 500 BDT {"phone":"01613557700","first_name":"Karim"}""", read("""
                Order Number,Order Status,Order Date,First Name (Billing),Last Name (Billing),City (Billing),Email (Billing),Phone (Billing),Order Total Amount
                5101,Completed,2026-11-20 15:05:09,Nasrin,Akter,Dhaka,n@example.com,01913557799,1290.00
                5102,On hold,2026-11-20 16:00,Karim,,,,01613557700,500
                """));
    }

    /** A row for each item: the further ones say neither a stage nor a sum. */
    @Test
    void readsShopify() {
        assertEquals("""
                #1001 confirmed 2026-11-20T09:05:09Z 1290.00 BDT {"email":"n@example.com","phone":"+8801913557799","first_name":"Nasrin Akter"}
                #1001 placed 2026-11-20T09:05:09Z null BDT {"email":"n@example.com"} no stage
                #1002 refunded 2026-11-21T09:05:09Z 500.00 USD {"email":"k@example.com","first_name":"Karim"}
                #1003 cancelled 2026-11-22T09:05:09Z 700.00 BDT {"email":"s@example.com","first_name":"Sumi"}
                #1004 wrong stage""", read("""
                Name,Email,Financial Status,Fulfillment Status,Currency,Total,Created at,Cancelled at,Lineitem name,Billing Name,Phone,Id
                #1001,n@example.com,paid,fulfilled,BDT,1290.00,2026-11-20 15:05:09 +0600,,Cup,Nasrin Akter,+8801913557799,553
                #1001,n@example.com,,,,,2026-11-20 15:05:09 +0600,,Pot,,,
                #1002,k@example.com,refunded,unfulfilled,USD,500.00,2026-11-21 15:05:09 +0600,,Cup,Karim,,554
                #1003,s@example.com,pending,unfulfilled,BDT,700.00,2026-11-22 15:05:09 +0600,2026-11-22 16:00:00 +0600,Cup,Sumi,,555
                #1004,s@example.com,partially_refunded,fulfilled,BDT,700.00,2026-11-22 15:05:09 +0600,,Cup,Sumi,,556
                """));
    }

    @Test
    void readsACouriersList() {
        assertEquals("""
                77 delivered 2026-11-20T09:05:00Z 1290 BDT {"phone":"01913557799","first_name":"Nasrin"}
                78 returned 2026-11-21T04:00:00Z 500 BDT {"phone":"01613557700","first_name":"Karim"}
                79 wrong stage""", read("""
                Consignment ID;Merchant Order ID;Recipient Name;Recipient Phone;Collectable Amount;Order Status;Created At
                DL1;77;Nasrin;01913557799;1290;Delivered;20/11/2026 03:05 PM
                DL2;78;Karim;01613557700;500;Return;21/11/2026 10:00 AM
                DL3;79;Karim;01613557700;500;Partial Delivery;21/11/2026 10:00 AM
                """));
    }

    private static String read(String table) {
        return OrderTable.read(SITE, table, NOW.toEpochMilli()).orElseThrow().stream()
                .map(OrderTableTest::said)
                .collect(Collectors.joining("\n"));
    }

    private static String said(Line line) {
        OrderDraft draft = line.draft();
        if (draft == null) {
            return line.number() + " wrong " + line.wrong();
        }
        return line.number() + " " + stage(line) + " " + at(line) + " " + draft.value() + " " + draft.currency() + " "
                + draft.contact().encode() + (line.hasStage() ? "" : " no stage");
    }

    private static Line only(String table) {
        return OrderTable.read(SITE, table, NOW.toEpochMilli()).orElseThrow().get(0);
    }

    private static String stage(Line line) {
        OrderDraft draft = line.draft();
        return draft == null ? "wrong " + line.wrong() : draft.stage().code();
    }

    private static String at(Line line) {
        OrderDraft draft = line.draft();
        return draft == null
                ? "wrong " + line.wrong()
                : Instant.ofEpochMilli(draft.told().time()).toString();
    }
}
