package io.warmtag.people;

import io.warmtag.event.OrderReport.Stage;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the columns and stages of orders are called in tables: by Warmtag, WooCommerce, Shopify and couriers, in English and
 * Bengali. Pure.
 */
final class OrderWords {
    /**
     * What is on its way is not delivered yet, and who paid first has not got it. Words that may mean several things stand in no
     * line: of "partially delivered", "partially refunded", "exchange" or "returning" nobody knows what became of the order.
     */
    private static final Map<String, Stage> STAGES = words(Map.of(
            Stage.PLACED,
            "placed pending pending_payment payment_pending on_hold hold new open received unfulfilled unpaid"
                    + " partially_paid authorized in_review scheduled pickup_pending pickup_requested অর্ডার_হয়েছে নতুন",
            Stage.CONFIRMED,
            "confirmed processing accepted approved paid packed ready_to_ship fulfilled partially_fulfilled partial shipped"
                    + " dispatched picked picked_up in_transit on_the_way out_for_delivery delivery_in_progress নিশ্চিত",
            Stage.DELIVERED,
            "delivered completed complete পৌঁছেছে সম্পন্ন",
            Stage.CANCELLED,
            "cancelled canceled cancel failed payment_failed voided rejected বাতিল",
            Stage.RETURNED,
            "returned return restocked ফেরত_এসেছে ফেরত",
            Stage.REFUNDED,
            "refunded refund টাকা_ফেরত"));

    private static final String CANCELLED_AT = "cancelled_at";
    private static final Map<String, String> COLUMNS = words(Map.of(
            "number",
            "transaction_id order order_id order_number order_no number merchant_order_id invoice invoice_no invoice_id"
                    + " অর্ডার অর্ডার_নম্বর",
            "stage",
            "stage status order_status delivery_status financial_status fulfillment_status অবস্থা ধাপ",
            CANCELLED_AT,
            "cancelled_at canceled_at",
            "time",
            "time date created_at order_date order_time order_created_date date_created created_date placed_at তারিখ",
            "value",
            "value total amount order_total order_amount order_total_amount total_amount total_price grand_total cod_amount"
                    + " collectable_amount amount_to_collect মোট টাকা দাম",
            "currency",
            "currency order_currency currency_code",
            "email",
            "email e_mail customer_email billing_email email_billing email_address ইমেইল ই_মেইল",
            "phone",
            "phone mobile phone_number mobile_number phone_no mobile_no contact_number customer_phone billing_phone"
                    + " phone_billing recipient_phone ফোন মোবাইল",
            "user_id",
            "user_id customer_id"));
    private static final Map<String, String> NAMES = words(Map.of(
            "first_name",
            "name first_name customer_name customer billing_name billing_first_name first_name_billing recipient_name নাম",
            "last_name",
            "last_name billing_last_name last_name_billing",
            "city",
            "city billing_city city_billing recipient_city শহর"));

    private OrderWords() {}

    private static <T> Map<String, T> words(Map<T, String> byMeaning) {
        Map<String, T> words = new HashMap<>();
        byMeaning.forEach(
                (meaning, all) -> Arrays.stream(all.split(" ")).forEach(word -> words.put(plain(word), meaning)));
        return Map.copyOf(words);
    }

    /** Of each heading the name of what stands below; empty for what is not read. */
    static List<String> columns(List<String> heads) {
        List<String> plain = heads.stream().map(OrderWords::plain).toList();
        // What Shopify calls the name is the order's number; its phone is the address's when the customer has none.
        boolean isShopify = plain.contains("financial_status");
        return plain.stream()
                .map(head -> isShopify && head.equals("name")
                        ? "number"
                        : COLUMNS.getOrDefault(head, NAMES.getOrDefault(head, "")))
                .toList();
    }

    /**
     * How far an order has come by what stands in a column of stages: the furthest of all that its row says. Empty for a word that
     * is not known.
     */
    static Optional<Stage> stage(String column, String text) {
        return column.equals(CANCELLED_AT)
                ? Optional.of(Stage.CANCELLED)
                : Optional.ofNullable(STAGES.get(plain(text)));
    }

    static boolean isOfStage(String column) {
        return column.equals("stage") || column.equals(CANCELLED_AT);
    }

    /** In small letters, with one underscore for whatever stands between words; WooCommerce's own names begin with wc-. */
    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT)
                .replace("\u09AF\u09BC", "\u09DF")
                .replaceAll("[^\\p{L}\\p{M}\\p{N}]+", "_")
                .replaceAll("^_+|_+$", "")
                .replaceFirst("^wc_", "");
    }
}
