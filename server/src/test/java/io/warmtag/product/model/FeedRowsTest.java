package io.warmtag.product.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.warmtag.product.model.FeedRows.Row;
import io.warmtag.product.model.FeedRows.Unreadable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedRowsTest {
    private static final String RSS = """
            <?xml version="1.0" encoding="UTF-8"?>
            <rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel>
            <title>Shop</title>
            <item>
              <g:id>red</g:id><g:item_group_id>saree</g:item_group_id>
              <title>শাড়ি &amp; ব্লাউজ</title><link>https://shop.example/red</link>
              <g:price>12,500.00 BDT</g:price><g:sale_price>9999 BDT</g:sale_price>
              <g:shipping><g:country>BD</g:country><g:price>70 BDT</g:price></g:shipping>
              <g:availability>in_stock</g:availability><description><![CDATA[<b>hand</b>]]></description>
              <g:image_link>https://shop.example/1.jpg</g:image_link>
              <g:additional_image_link>https://shop.example/2.jpg</g:additional_image_link>
            </item>
            </channel></rss>""";

    @Test
    void readsGooglesRss() throws IOException {
        Row row = rows(RSS).get(0);
        assertEquals(4, row.line());
        Draft draft = draft(row);
        assertEquals("red", draft.itemId());
        assertEquals("saree", draft.group());
        assertEquals("শাড়ি & ব্লাউজ", draft.name());
        assertEquals(new Money(1_250_000, "BDT"), draft.price());
        assertEquals(new Money(999_900, "BDT"), draft.sale());
        assertEquals(Stock.IN_STOCK, draft.stock());
        assertEquals("https://shop.example/red", draft.link());
        assertEquals("https://shop.example/1.jpg", draft.image());
    }

    @Test
    void readsAtomWithItsLinks() throws IOException {
        Draft draft = draft(rows("""
                <feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0">
                <link rel="self" href="https://shop.example"/>
                <entry><g:id>1</g:id><title>Cup</title><link href="https://shop.example/cup"/><g:price>3 USD</g:price></entry>
                </feed>""").get(0));
        assertEquals("https://shop.example/cup", draft.link());
        assertEquals(new Money(300, "USD"), draft.price());
    }

    @Test
    void readsTablesOfAllKinds() throws IOException {
        String table =
                "\uFEFFid,title,\"price\",Item Group Id\r\n1,\"Cup, \"\"blue\"\"\nlarge\",৳ ১,২৯০,c\r\n\r\n2,Bowl,5\n";
        List<Row> rows = rows(table.replace("৳ ১,২৯০", "\"৳ ১,২৯০\""));
        assertEquals(2, rows.size());
        assertEquals(
                Map.of("id", "1", "title", "Cup, \"blue\"\nlarge", "price", "৳ ১,২৯০", "item_group_id", "c"),
                rows.get(0).fields());
        assertEquals(new Money(129_000, "BDT"), draft(rows.get(0)).price());
        assertEquals(5, rows.get(1).line());
        assertEquals("Bowl", rows("id\ttitle\n2\tBowl").get(0).fields().get("title"));
        assertEquals("Bowl", rows("id;title\n2;Bowl").get(0).fields().get("title"));
    }

    @Test
    void readsMetasTemplateWithWhatItSaysOfItsColumns() throws IOException {
        List<Row> rows = rows(
                "# Required | A unique id,# Required | The name\n\"# At most 150, at least 1\",#\nid,title\n1,Cup\n");
        assertEquals("Cup", draft(rows.get(0)).name());
        assertEquals(4, rows.get(0).line());
        assertEquals("columns", unreadable("# Required,# Required\n"));
        assertEquals("Cup", rows("#,id,title\n1,c,Cup").get(0).fields().get("title"));
    }

    @Test
    void takesASaleForNothingForNone() throws IOException {
        assertNull(draft(rows("id,price,sale_price\n1,100 BDT,0.00 BDT").get(0)).sale());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-01T00:00+06:00/2026-11-30T23:59+0600, 2026-10-31T18:00:00Z, 2026-11-30T17:59:00Z",
        "2026-11-01T0:00-06:00 / 2026-11-30T23:59:59Z, 2026-11-01T06:00:00Z, 2026-11-30T23:59:59Z",
        "2026-11-01 09:30/2026-11-30 23:59, 2026-11-01T09:30:00Z, 2026-11-30T23:59:00Z",
        "2026-11-01/2026-11-30, 2026-11-01T00:00:00Z, 2026-12-01T00:00:00Z",
        "/2026-11-30, , 2026-12-01T00:00:00Z",
        "/, ,"
    })
    void readsWhenASaleIs(String text, Instant from, Instant to) {
        Draft draft = draft(new Row(2, Map.of("id", "1", "sale_price_effective_date", text)));
        assertEquals(from, draft.saleFrom());
        assertEquals(to, draft.saleTo());
    }

    @Test
    void unpacksWhatIsPacked() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(RSS.getBytes(UTF_8));
        }
        try (FeedRows rows = FeedRows.open(new ByteArrayInputStream(packed.toByteArray()))) {
            assertTrue(rows.next().isPresent());
        }
    }

    @Test
    void readsNothingFromElsewhereAndExpandsNothing() {
        assertEquals("doctype", unreadable("""
                <?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>
                <rss><channel><item><id>&x;</id></item></channel></rss>"""));
        assertEquals("doctype", unreadable("""
                <!DOCTYPE rss SYSTEM "http://127.0.0.1:1/evil.dtd"><rss><item><id>1</id></item></rss>"""));
        assertEquals("doctype", unreadable("""
                <!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
                <rss><item><id>&b;</id></item></rss>"""));
    }

    @Test
    void saysWhereAFileBreaksOff() {
        assertEquals("xml", unreadable("<rss><channel>\n<item><id>1</id>"));
        assertEquals("columns", unreadable("name,price\nCup,3"));
        assertEquals("xml", unreadable("<html><p>Not found</html>"));
    }

    @ParameterizedTest
    @CsvSource({
        "price, abc, price",
        "price, -5 BDT, price",
        "sale_price, 200 BDT, sale_above",
        "sale_price, 1 USD, sale_currency",
        "availability, perhaps, availability",
        "link, javascript:alert(1), address",
        "image_link, /1.jpg, address",
        "quantity, many, quantity",
        "sale_price_effective_date, tomorrow, dates"
    })
    void saysWhatIsWrongWithARow(String field, String value, String code) {
        List<RowProblem> problems = new ArrayList<>();
        var fields = new java.util.HashMap<>(Map.of("id", "1", "price", "100 BDT"));
        fields.put(field, value);
        assertTrue(new RowReader("BDT").read(new Row(7, fields), problems).isEmpty());
        assertEquals(List.of(new RowProblem(7, "1", field, code, value)), problems);
    }

    @Test
    void takesAnIdOnce() {
        var reader = new RowReader("BDT");
        List<RowProblem> problems = new ArrayList<>();
        assertTrue(reader.read(new Row(2, Map.of("id", "1")), problems).isPresent());
        assertTrue(reader.read(new Row(3, Map.of("id", "1")), problems).isEmpty());
        assertEquals("id_twice", problems.get(0).code());
    }

    @ParameterizedTest
    @CsvSource({
        "1290.00 BDT, 129000, BDT",
        "'BDT 1,290', 129000, BDT",
        "'1,290,000', 129000000, BDT",
        "'12,50 EUR', 1250, EUR",
        "'1.290,00 EUR', 129000, EUR",
        "'Tk. ১২৯০', 129000, BDT",
        "1500 JPY, 1500, JPY",
        "৳1290/-, 129000, BDT",
        "'৳ ১,২৯০/=', 129000, BDT",
        "৳1290 BDT, 129000, BDT",
        "1290/-, 129000, BDT",
        "Tk 1290/-, 129000, BDT",
        "Rs. 500, 50000, INR",
        "Rs.500/-, 50000, INR",
        "₹500, 50000, INR",
        "Rs 500 PKR, 50000, PKR",
        "€12.50, 1250, EUR",
        "5 ABC, -1, ''",
        "1290/2, -1, ''",
        "-5, -1, ''",
        "'', -1, ''"
    })
    void readsPrices(String text, long minor, String currency) {
        Optional<Money> money = Money.read(text == null ? "" : text, "BDT");
        assertEquals(minor, money.map(Money::minor).orElse(-1L));
        assertEquals(
                currency == null ? "" : currency, money.map(Money::currency).orElse(""));
    }

    @Test
    void takesASignForTheCurrencyItIs() {
        assertEquals(Optional.of(new Money(129_000, "BDT")), Money.read("৳1290", "USD"));
        assertEquals(Optional.of(new Money(50_000, "PKR")), Money.read("Rs. 500", "PKR"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://schema.org/InStock, IN_STOCK",
        "http://schema.org/OutOfStock, OUT_OF_STOCK",
        "https://www.schema.org/PreOrder, PREORDER",
        "schema:BackOrder, BACKORDER",
        "InStock, IN_STOCK",
        "in stock, IN_STOCK",
        "Out_of_stock, OUT_OF_STOCK",
        "onbackorder, BACKORDER",
        "mark_as_sold, OUT_OF_STOCK"
    })
    void readsWhetherAProductIsToBeHad(String text, Stock stock) {
        assertEquals(Optional.of(stock), Stock.read(text));
        assertEquals(
                stock,
                draft(new Row(2, Map.of("id", "1", "availability", text))).stock());
    }

    @ParameterizedTest
    @CsvSource({"5, 5", "5+, 5", "> 5, 5", "'1,200', 1200", "৫+, 5", "12 pcs, 12", "7.0, 7"})
    void readsHowManyThereAre(String text, int quantity) {
        assertEquals(
                quantity, draft(new Row(2, Map.of("id", "1", "quantity", text))).quantity());
    }

    /** In tables and in XML alike. */
    @Test
    void aDashSaysNothing() throws IOException {
        for (String feed :
                List.of("id,title,price,sale_price,availability,quantity,brand\n1,Cup,৳1290/-,-,-,-,—\n", """
                <rss xmlns:g="http://base.google.com/ns/1.0"><channel><item><g:id>1</g:id><title>Cup</title>
                <g:price>৳1290/-</g:price><g:sale_price>-</g:sale_price><g:availability>-</g:availability>
                <g:quantity>-</g:quantity><g:brand>—</g:brand></item></channel></rss>""")) {
            Draft draft = draft(rows(feed).get(0));
            assertEquals(new Money(129_000, "BDT"), draft.price());
            assertNull(draft.sale());
            assertNull(draft.stock());
            assertNull(draft.quantity());
            assertNull(draft.brand());
        }
    }

    private static Draft draft(Row row) {
        List<RowProblem> problems = new ArrayList<>();
        Optional<Draft> draft = new RowReader("BDT").read(row, problems);
        assertEquals(List.of(), problems);
        return draft.orElseThrow();
    }

    private static String unreadable(String text) {
        return assertThrows(Unreadable.class, () -> rows(text)).code();
    }

    private static List<Row> rows(String text) throws IOException {
        List<Row> all = new ArrayList<>();
        try (FeedRows rows = FeedRows.open(new ByteArrayInputStream(text.getBytes(UTF_8)))) {
            for (Optional<Row> row = rows.next(); row.isPresent(); row = rows.next()) {
                all.add(row.get());
            }
        }
        return all;
    }
}
