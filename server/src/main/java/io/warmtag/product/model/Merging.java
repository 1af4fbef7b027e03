package io.warmtag.product.model;

import io.warmtag.product.model.Change.Kind;
import io.warmtag.product.model.Product.Heard;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a product after it was described anew. A feed outranks pages: what these say of a price is only remarked
 * then. Without a feed a price that pages tell is taken when three persons came with it, since anybody may send an event.
 */
public final class Merging {
    private static final int WITNESSES = 3;
    /** A product that pages showed so shortly before its feed did is new with the feed. */
    private static final Duration NEW = Duration.ofDays(7);

    /** How exactly the last time is kept at which pages showed it: each look would be a write. */
    private static final Duration GRAIN = Duration.ofHours(1);

    /** @param changes what rules may act on */
    public record Merged(Product product, List<Change> changes) {
        public Merged {
            changes = List.copyOf(changes);
        }
    }

    private Merging() {}

    /**
     * Takes a feed's row.
     *
     * @param before null when it wasn't known
     * @param announces whether what this feed has for the first time is new: not when it is read for the first time
     */
    public static Merged feed(@Nullable Product before, Draft draft, int feed, boolean announces, Instant now) {
        Product after = described(before, draft, feed, now);
        List<Change> changes = new ArrayList<>();
        if (before == null || (before.feed() == null && before.firstSeen().isAfter(now.minus(NEW)))) {
            if (announces && !after.isOut()) {
                changes.add(new Change(Kind.NEW_PRODUCT, after, after));
            }
        }
        if (before != null) {
            if (before.isOut() && !after.isOut()) {
                changes.add(new Change(Kind.BACK_IN_STOCK, before, after));
            }
            drop(before, after).ifPresent(changes::add);
        }
        return new Merged(after, changes);
    }

    /** Takes an event's item. */
    public static Merged event(@Nullable Product before, Draft draft, UUID person, Instant time) {
        if (before == null) {
            return new Merged(described(null, draft, null, time), List.of());
        }
        Product after = before.feed() == null ? seen(before, draft, time) : seen(before, none(draft.itemId()), time);
        // What a page showed before its price was told anew says nothing of it.
        boolean stale = before.feed() != null && time.isBefore(before.lastSeen());
        Money told = stale ? null : draft.price();
        Long known = after.priceNow();
        if (told == null || known == null || !told.currency().equals(after.currency())) {
            return new Merged(after, List.of());
        }
        if (told.minor() == known) {
            // Pages agree again.
            return new Merged(
                    after.heard() == null
                            ? after
                            : priced(after, after.price(), after.salePrice(), after.currency(), null),
                    List.of());
        }
        Heard heard = heard(before.heard(), told.minor(), person, time);
        if (before.feed() == null && heard.by().size() >= WITNESSES) {
            Product cheaper = priced(after, told.minor(), null, told.currency(), null);
            return new Merged(cheaper, drop(before, cheaper).stream().toList());
        }
        return new Merged(priced(after, after.price(), after.salePrice(), after.currency(), heard), List.of());
    }

    /** Whether it is as it was, but for the time at which it was seen. */
    public static boolean isSame(Product before, Product now) {
        return at(before, now.lastSeen()).equals(now);
    }

    private static Optional<Change> drop(Product before, Product after) {
        Long old = before.priceNow();
        Long price = after.priceNow();
        boolean less =
                old != null && price != null && price < old && Objects.equals(before.currency(), after.currency());
        return less && !after.isOut() ? Optional.of(new Change(Kind.PRICE_DROP, before, after)) : Optional.empty();
    }

    private static Heard heard(@Nullable Heard before, long price, UUID person, Instant time) {
        if (before == null || before.price() != price) {
            return new Heard(price, List.of(person), time);
        }
        if (before.by().contains(person) || before.by().size() >= WITNESSES) {
            return before;
        }
        var by = new ArrayList<>(before.by());
        by.add(person);
        return new Heard(price, by, time);
    }

    private static Product described(@Nullable Product before, Draft draft, @Nullable Integer feed, Instant now) {
        Money price = draft.price();
        boolean priced = price != null;
        String currency = price == null ? before == null ? null : before.currency() : price.currency();
        Long regular = price == null ? before == null ? null : before.price() : (Long) price.minor();
        Money sale = draft.isOnSale(now) ? draft.sale() : null;
        Long reduced = sale != null ? (Long) sale.minor() : priced || before == null ? null : before.salePrice();
        Stock stock = draft.stock() == null ? before == null ? null : before.stock() : draft.stock();
        boolean none = draft.quantity() != null && draft.quantity() == 0 && stock == Stock.IN_STOCK;
        return new Product(
                draft.itemId(),
                or(draft.group(), before == null ? draft.itemId() : before.group()),
                or(draft.name(), before == null ? draft.itemId() : before.name()),
                either(draft.brand(), before == null ? null : before.brand()),
                either(draft.category(), before == null ? null : before.category()),
                either(draft.variant(), before == null ? null : before.variant()),
                either(draft.colour(), before == null ? null : before.colour()),
                either(draft.size(), before == null ? null : before.size()),
                regular,
                reduced,
                currency,
                none ? Stock.OUT_OF_STOCK : stock,
                either(draft.quantity(), before == null ? null : before.quantity()),
                either(draft.link(), before == null ? null : before.link()),
                either(draft.image(), before == null ? null : before.image()),
                feed,
                before == null || price != null && !price.equals(money(before)) || agrees(before.heard(), price)
                        ? null
                        : before.heard(),
                before == null ? now : before.firstSeen(),
                now,
                null);
    }

    private static @Nullable Money money(Product of) {
        return of.price() == null || of.currency() == null ? null : new Money(of.price(), of.currency());
    }

    /** Whether pages told before what the feed tells now. */
    private static boolean agrees(@Nullable Heard heard, @Nullable Money price) {
        return heard != null && price != null && heard.price() == price.minor();
    }

    /** Pages of a product that no feed has say what nobody has said yet: anybody may send an event. */
    private static Product seen(Product before, Draft draft, Instant time) {
        Instant last = time.isAfter(before.lastSeen().plus(GRAIN)) ? time : before.lastSeen();
        Money price = before.price() == null ? draft.price() : null;
        return new Product(
                before.itemId(),
                before.group().equals(before.itemId()) ? or(draft.group(), before.group()) : before.group(),
                before.name().equals(before.itemId()) ? or(draft.name(), before.name()) : before.name(),
                either(before.brand(), draft.brand()),
                either(before.category(), draft.category()),
                either(before.variant(), draft.variant()),
                before.colour(),
                before.size(),
                price == null ? before.price() : (Long) price.minor(),
                before.salePrice(),
                price == null ? before.currency() : price.currency(),
                before.stock(),
                before.quantity(),
                before.link(),
                before.image(),
                before.feed(),
                before.heard(),
                time.isBefore(before.firstSeen()) ? time : before.firstSeen(),
                last,
                before.goneAt());
    }

    private static Draft none(String itemId) {
        return new Draft(
                itemId, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    private static Product priced(
            Product of, @Nullable Long price, @Nullable Long sale, @Nullable String currency, @Nullable Heard heard) {
        return new Product(
                of.itemId(),
                of.group(),
                of.name(),
                of.brand(),
                of.category(),
                of.variant(),
                of.colour(),
                of.size(),
                price,
                sale,
                currency,
                of.stock(),
                of.quantity(),
                of.link(),
                of.image(),
                of.feed(),
                heard,
                of.firstSeen(),
                of.lastSeen(),
                of.goneAt());
    }

    private static Product at(Product of, Instant lastSeen) {
        return new Product(
                of.itemId(),
                of.group(),
                of.name(),
                of.brand(),
                of.category(),
                of.variant(),
                of.colour(),
                of.size(),
                of.price(),
                of.salePrice(),
                of.currency(),
                of.stock(),
                of.quantity(),
                of.link(),
                of.image(),
                of.feed(),
                of.heard(),
                of.firstSeen(),
                lastSeen,
                of.goneAt());
    }

    private static <T> @Nullable T either(@Nullable T one, @Nullable T other) {
        return one == null ? other : one;
    }

    private static <T> T or(@Nullable T one, T other) {
        return one == null ? other : one;
    }
}
