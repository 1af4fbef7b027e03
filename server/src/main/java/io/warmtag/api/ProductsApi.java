package io.warmtag.api;

import static io.vertx.core.http.HttpMethod.GET;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.account.Scope;
import io.warmtag.product.ProductFilter;
import io.warmtag.product.ProductFilter.State;
import io.warmtag.product.ProductStore;
import io.warmtag.product.ProductStore.Interested;
import io.warmtag.product.ProductStore.Past;
import io.warmtag.product.ProductStore.Price;
import io.warmtag.product.model.Money;
import io.warmtag.product.model.Product;
import io.warmtag.site.Site;
import io.warmtag.web.HttpProblem;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Products, and one with what it cost when and who is interested in it. */
public final class ProductsApi implements ApiPart {
    private static final Duration LATELY = Duration.ofDays(30);
    private static final int PRICES = 100;

    private final ProductStore store;
    private final Clock clock;

    public ProductsApi(ProductStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public void addTo(Endpoints endpoints) {
        endpoints.add(GET, "/sites/:site/products", Scope.PRODUCTS_READ, this::list);
        endpoints.add(GET, "/sites/:site/products/:product", Scope.PRODUCTS_READ, this::show);
    }

    private Future<Answer> list(Call call) {
        call.takesList("q", "category", "state", "feed");
        Optional<State> state = call.parameter("state")
                .map(code ->
                        State.ofCode(code).orElseThrow(() -> Call.bad("state", "must be one of " + states() + ".")));
        int feed = call.parameter("feed")
                .map(text -> {
                    if (!text.matches("\\d{1,8}")) {
                        throw Call.bad("feed", "must be a feed's id.");
                    }
                    return Integer.parseInt(text);
                })
                .orElse(0);
        var filter = new ProductFilter(
                call.parameter("q").orElse("").trim(),
                call.parameter("category").orElse("").trim(),
                state,
                feed);
        return store.list(call.site(), filter, call.cursor(), call.limit())
                .map(page -> Answer.page(page.map(each -> json(each.product()))));
    }

    private static String states() {
        return String.join(", ", Arrays.stream(State.values()).map(State::code).toList());
    }

    private Future<Answer> show(Call call) {
        call.takesOnly();
        Site site = call.site();
        String id = URLDecoder.decode(call.ctx().pathParam("product").replace("+", "%2B"), StandardCharsets.UTF_8);
        return store.find(site, id).compose(found -> {
            Product product =
                    found.orElseThrow(() -> new HttpProblem(404, "There is no product " + id + " on this site."));
            return store.prices(site, id, PRICES)
                    .compose(prices -> store.changes(site, id)
                            .compose(changes -> store.interested(
                                            site, id, clock.instant().minus(LATELY))
                                    .map(interested -> {
                                        var all = new JsonArray();
                                        prices.forEach(price -> all.add(json(price)));
                                        var past = new JsonArray();
                                        changes.forEach(change -> past.add(json(change)));
                                        return Answer.of(json(product)
                                                .put("prices", all)
                                                .put("changes", past)
                                                .put("interested", json(interested)));
                                    })));
        });
    }

    private static JsonObject json(Product product) {
        String currency = product.currency();
        Long heard = product.heard() == null ? null : (Long) product.heard().price();
        return new JsonObject()
                .put("item_id", product.itemId())
                .put("item_group_id", product.group())
                .put("name", product.name())
                .put("brand", product.brand())
                .put("category", product.category())
                .put("variant", product.variant())
                .put("colour", product.colour())
                .put("size", product.size())
                .put("price", amount(product.price(), currency))
                .put("sale_price", amount(product.salePrice(), currency))
                .put("currency", currency)
                .put(
                        "availability",
                        product.stock() == null ? null : product.stock().code())
                .put("quantity", product.quantity())
                .put("link", product.link())
                .put("image", product.image())
                .put("feed", product.feed())
                .put("price_on_pages", amount(heard, currency))
                .put("first_seen", product.firstSeen().toString())
                .put("last_seen", product.lastSeen().toString())
                .put(
                        "gone_at",
                        product.goneAt() == null ? null : product.goneAt().toString());
    }

    private static JsonObject json(Price price) {
        return new JsonObject()
                .put("at", price.at().toString())
                .put("price", amount(price.price(), price.currency()))
                .put("sale_price", amount(price.salePrice(), price.currency()))
                .put("currency", price.currency())
                .put(
                        "availability",
                        price.stock() == null ? null : price.stock().code())
                .put("feed", price.feed());
    }

    private static JsonObject json(Past change) {
        return new JsonObject()
                .put("number", change.number())
                .put("kind", change.kind().code())
                .put("old_price", amount(change.oldPrice(), change.currency()))
                .put("price", amount(change.price(), change.currency()))
                .put("currency", change.currency())
                .put("at", change.at().toString());
    }

    private static JsonObject json(Interested interested) {
        return new JsonObject()
                .put("viewed", interested.viewed())
                .put("carted", interested.carted())
                .put("carted_not_bought", interested.open())
                .put("bought", interested.bought());
    }

    private static @Nullable BigDecimal amount(@Nullable Long minor, @Nullable String currency) {
        return minor == null || currency == null ? null : new Money(minor, currency).amount();
    }
}
