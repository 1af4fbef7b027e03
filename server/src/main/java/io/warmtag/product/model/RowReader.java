package io.warmtag.product.model;

import io.warmtag.text.Digits;
import java.math.BigDecimal;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes products of a feed's rows, by Google Merchant's and Meta's names for the fields; what is wrong with a row is said of
 * that row alone, and it isn't taken then. For one reading of one feed: it knows which ids there were.
 */
public final class RowReader {
    public static final int MOST_ID = 100;
    private static final int MOST_NAME = 500;
    private static final int MOST_WORD = 200;
    private static final int MOST_LINK = 2_000;
    private static final int MOST_QUANTITY = 1_000_000_000;

    private static final Pattern DASH = Pattern.compile("\\s*[-–—]+\\s*");
    /** 5+ and more than 5 are 5 at least. */
    private static final Pattern PIECES =
            Pattern.compile("(?i)[>≥]?\\s*(\\d[\\d,]*(?:\\.\\d+)?)\\s*\\+?\\s*(?:pcs?\\.?|pieces?|টি)?");

    private static final DateTimeFormatter DATE = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd['T'H:mm[:ss]]")
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHMM", "Z")
            .optionalEnd()
            .toFormatter();

    private final String currency;
    private final Set<String> seen = new HashSet<>();

    /** @param currency of prices that name none */
    public RowReader(String currency) {
        this.currency = currency;
    }

    /** How many different products there were. */
    public int products() {
        return seen.size();
    }

    public Set<String> ids() {
        return seen;
    }

    /** The product; empty when something was noted about it. */
    public Optional<Draft> read(FeedRows.Row row, List<RowProblem> problems) {
        var fields = new Fields(row, problems);
        String id = fields.any("id", "item_id");
        if (id == null || id.isBlank()) {
            fields.wrong("id", "id_missing", "");
            return Optional.empty();
        }
        if (id.length() > MOST_ID || id.chars().anyMatch(Character::isISOControl)) {
            fields.wrong("id", "id_long", id);
            return Optional.empty();
        }
        Money price = fields.money("price");
        Money sale = fields.sale();
        if (price != null && sale != null && !sale.currency().equals(price.currency())) {
            fields.wrong("sale_price", "sale_currency", String.valueOf(fields.any("sale_price")));
        } else if (price != null && sale != null && sale.minor() > price.minor()) {
            fields.wrong("sale_price", "sale_above", String.valueOf(fields.any("sale_price")));
        }
        Instant[] dates = fields.range("sale_price_effective_date");
        var draft = new Draft(
                id,
                fields.text(MOST_ID, "item_group_id"),
                fields.text(MOST_NAME, "title", "name"),
                fields.text(MOST_WORD, "brand"),
                category(fields.text(
                        MOST_NAME, "product_type", "google_product_category", "fb_product_category", "category")),
                fields.text(MOST_WORD, "item_variant", "variant"),
                fields.text(MOST_WORD, "color", "colour"),
                fields.text(MOST_WORD, "size"),
                price,
                sale,
                dates[0],
                dates[1],
                fields.stock(),
                fields.quantity(),
                fields.address("link"),
                fields.address("image_link"));
        if (fields.isWrong) {
            return Optional.empty();
        }
        if (!seen.add(id)) {
            fields.wrong("id", "id_twice", id);
            return Optional.empty();
        }
        return Optional.of(draft);
    }

    /** The levels in one form. */
    static @Nullable String category(@Nullable String text) {
        if (text == null) {
            return null;
        }
        List<String> levels = new ArrayList<>();
        for (String level : text.split("[>›»]")) {
            if (!level.isBlank()) {
                levels.add(level.trim());
            }
        }
        return levels.isEmpty() ? null : String.join(" > ", levels);
    }

    private final class Fields {
        private final FeedRows.Row row;
        private final List<RowProblem> problems;
        private boolean isWrong;

        private Fields(FeedRows.Row row, List<RowProblem> problems) {
            this.row = row;
            this.problems = problems;
        }

        private void wrong(String field, String code, String value) {
            isWrong = true;
            Map<String, String> all = row.fields();
            String id = all.getOrDefault("id", all.getOrDefault("item_id", ""));
            problems.add(
                    new RowProblem(row.line(), id.substring(0, Math.min(MOST_ID, id.length())), field, code, value));
        }

        /** A dash alone says nothing. */
        private @Nullable String any(String... names) {
            for (String name : names) {
                String text = row.fields().get(name);
                if (text != null && !text.isBlank() && !DASH.matcher(text).matches()) {
                    return text.trim();
                }
            }
            return null;
        }

        private @Nullable String text(int most, String... names) {
            String text = any(names);
            return text == null || text.length() <= most ? text : text.substring(0, most);
        }

        private @Nullable Money money(String name) {
            String text = any(name);
            if (text == null) {
                return null;
            }
            Optional<Money> money = Money.read(text, currency);
            if (money.isEmpty()) {
                wrong(name, "price", text);
            }
            return money.orElse(null);
        }

        /** Many shops' programs write 0 where there is no sale: nothing is given away. */
        private @Nullable Money sale() {
            Money sale = money("sale_price");
            return sale == null || sale.minor() == 0 ? null : sale;
        }

        private @Nullable Stock stock() {
            String text = any("availability");
            if (text == null) {
                return null;
            }
            Optional<Stock> stock = Stock.read(text);
            if (stock.isEmpty()) {
                wrong("availability", "availability", text);
            }
            return stock.orElse(null);
        }

        private @Nullable Integer quantity() {
            for (String name : List.of("quantity_to_sell_on_facebook", "inventory", "quantity", "stock")) {
                String text = any(name);
                if (text != null) {
                    return quantity(name, text);
                }
            }
            return null;
        }

        private @Nullable Integer quantity(String name, String text) {
            Matcher pieces = PIECES.matcher(Digits.latin(text));
            if (text.length() <= 20 && pieces.matches()) {
                var number = new BigDecimal(pieces.group(1).replace(",", ""));
                if (number.compareTo(BigDecimal.valueOf(MOST_QUANTITY)) <= 0) {
                    return number.intValue();
                }
            }
            wrong(name, "quantity", text);
            return null;
        }

        private @Nullable String address(String name) {
            String text = any(name);
            if (text == null) {
                return null;
            }
            boolean web = text.length() <= MOST_LINK && text.matches("(?i)https?://.+");
            try {
                if (web
                        && URI.create(text.replace(" ", "%20").replace("|", "%7C"))
                                        .getRawAuthority()
                                != null) {
                    return text.replace(" ", "%20");
                }
            } catch (IllegalArgumentException e) {
                // Said below.
            }
            wrong(name, "address", text);
            return null;
        }

        /** From and to, each null when it isn't said. */
        private @Nullable Instant[] range(String name) {
            @Nullable Instant[] range = new @Nullable Instant[2];
            String text = any(name);
            if (text == null) {
                return range;
            }
            String[] ends = text.trim().split("/", 2);
            try {
                range[0] = ends[0].isBlank() ? null : instant(ends[0], 0);
                range[1] = ends.length < 2 || ends[1].isBlank() ? null : instant(ends[1], 1);
            } catch (DateTimeException e) {
                wrong(name, "dates", text);
            }
            return range;
        }

        /**
         * Where no zone is named it is UTC.
         *
         * @param days after a day alone
         */
        private static Instant instant(String text, int days) {
            TemporalAccessor date = DATE.parseBest(
                    text.trim().replaceFirst("\\s+", "T"), OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
            if (date instanceof OffsetDateTime time) {
                return time.toInstant();
            }
            return date instanceof LocalDateTime time
                    ? time.toInstant(ZoneOffset.UTC)
                    : LocalDate.from(date).plusDays(days).atStartOfDay().toInstant(ZoneOffset.UTC);
        }
    }
}
