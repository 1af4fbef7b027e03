package io.warmtag.console;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.warmtag.product.Feed;
import io.warmtag.product.ProductFilter;
import io.warmtag.product.ProductFilter.Sort;
import io.warmtag.product.ProductFilter.State;
import io.warmtag.product.ProductServices;
import io.warmtag.product.ProductStore.Interested;
import io.warmtag.product.ProductStore.Listed;
import io.warmtag.product.ProductStore.Past;
import io.warmtag.product.ProductStore.Price;
import io.warmtag.product.ProductStore.Totals;
import io.warmtag.product.model.Product;
import io.warmtag.web.Routes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Products, and one with what it cost when and who is interested in it. */
public final class ProductPages implements Routes {
    static final String SECTION = "products";
    private static final int ROWS = 50;
    private static final int MOST_PAGES = 10_000;
    private static final int PRICES = 50;
    private static final Duration LATELY = Duration.ofDays(30);

    private final Console console;
    private final ProductServices products;

    /**
     * @param filtered whether some are looked for
     * @param previous addresses of the neighbouring pages; null where there is none
     */
    record ProductsPage(
            Field search,
            List<Choice> categories,
            List<Choice> states,
            List<Choice> feeds,
            List<Choice> sorts,
            Totals totals,
            List<ProductView> products,
            boolean filtered,
            @Nullable String previous,
            @Nullable String next) {}

    record Choice(String value, String title, boolean selected) {}

    /** @param heard what pages tell of its price; null when that is no other one */
    record ProductPage(
            ProductView product,
            List<Fact> facts,
            @Nullable String heard,
            Interested interest,
            List<PriceView> prices,
            List<ChangeView> changes,
            List<ProductView> variants) {}

    /** @param key of its title in the message files: {@code product.<key>} */
    record Fact(String key, String text) {}

    record PriceView(Instant at, String price, String old, String stock) {}

    record ChangeView(Instant at, String text) {}

    public ProductPages(Console console, ProductServices products) {
        this.console = console;
        this.products = products;
    }

    @Override
    public void mount(Router router) {
        router.get("/console/sites/:site/products").handler(console.sitePage(this::index));
        router.get("/console/sites/:site/products/:product").handler(console.sitePage(this::show));
    }

    private Future<Void> index(Visit visit) {
        int feed = number(visit.query("feed"));
        var filter = new ProductFilter(
                visit.query("q").orElse(""),
                visit.query("category").orElse(""),
                visit.query("state").flatMap(State::ofCode),
                feed);
        Sort sort = visit.query("sort").flatMap(Sort::ofCode).orElse(Sort.NEWEST);
        int page = Math.min(MOST_PAGES, number(visit.query("page")));
        var store = products.store();
        // At once: each of them looks at all products.
        Future<List<Listed>> found = store.page(visit.site(), filter, sort, page * ROWS, ROWS);
        Future<Totals> totals = store.totals(visit.site());
        Future<List<String>> categories = store.categories(visit.site());
        Future<List<Feed>> feeds = products.feeds().of(visit.site());
        return Future.all(found, totals, categories, feeds)
                .compose(read -> visit.show(
                        200,
                        "products/index",
                        SECTION,
                        new ProductsPage(
                                Field.of("q", filter.search()),
                                categories(categories.result(), filter.category()),
                                states(visit, filter),
                                feeds(feeds.result(), feed),
                                sorts(visit, sort),
                                totals.result(),
                                views(visit, found.result()),
                                !filter.equals(ProductFilter.ALL),
                                page == 0 ? null : address(visit, page - 1),
                                found.result().size() > ROWS ? address(visit, page + 1) : null)));
    }

    private static int number(Optional<String> text) {
        return text.filter(digits -> digits.matches("\\d{1,8}"))
                .map(Integer::parseInt)
                .orElse(0);
    }

    private static List<ProductView> views(Visit visit, List<Listed> found) {
        return found.stream()
                .limit(ROWS)
                .map(each -> ProductView.of(each.product(), visit))
                .toList();
    }

    private static String address(Visit visit, int page) {
        var query = new StringBuilder("/products?page=" + page);
        for (String name : List.of("q", "category", "state", "feed", "sort")) {
            visit.query(name)
                    .ifPresent(
                            value -> query.append('&').append(name).append('=').append(Visit.encode(value)));
        }
        return visit.sitePath(query.toString());
    }

    private static List<Choice> categories(List<String> known, String chosen) {
        List<Choice> choices = new ArrayList<>();
        known.forEach(each -> choices.add(new Choice(each, each, each.equalsIgnoreCase(chosen))));
        if (!chosen.isEmpty() && choices.stream().noneMatch(Choice::selected)) {
            choices.add(0, new Choice(chosen, chosen, true));
        }
        return choices;
    }

    private static List<Choice> states(Visit visit, ProductFilter filter) {
        return Stream.of(State.values())
                .map(state -> new Choice(
                        state.code(),
                        visit.text("products.state." + state.code()),
                        filter.state().equals(Optional.of(state))))
                .toList();
    }

    private static List<Choice> feeds(List<Feed> feeds, int chosen) {
        return feeds.stream()
                .map(feed -> new Choice(String.valueOf(feed.id()), feed.name(), feed.id() == chosen))
                .toList();
    }

    private static List<Choice> sorts(Visit visit, Sort chosen) {
        return Stream.of(Sort.values())
                .map(sort -> new Choice(sort.code(), visit.text("products.sort." + sort.code()), sort == chosen))
                .toList();
    }

    private Future<Void> show(Visit visit) {
        var store = products.store();
        return store.find(visit.site(), visit.pathParam("product")).compose(found -> {
            Product product = found.orElseThrow(Visit::notFound);
            String id = product.itemId();
            return store.prices(visit.site(), id, PRICES)
                    .compose(prices -> store.changes(visit.site(), id)
                            .compose(changes -> store.variants(visit.site(), product)
                                    .compose(variants -> store.interested(
                                                    visit.site(),
                                                    id,
                                                    visit.now().minus(LATELY))
                                            .compose(interest -> products.feeds()
                                                    .of(visit.site())
                                                    .compose(feeds -> visit.show(
                                                            200,
                                                            "products/show",
                                                            SECTION,
                                                            new ProductPage(
                                                                    ProductView.of(product, visit),
                                                                    facts(visit, product, feeds),
                                                                    heard(visit, product),
                                                                    interest,
                                                                    prices.stream()
                                                                            .map(price -> price(visit, price))
                                                                            .toList(),
                                                                    changes.stream()
                                                                            .map(change -> change(visit, change))
                                                                            .toList(),
                                                                    variants(visit, product, variants))))))));
        });
    }

    private static List<ProductView> variants(Visit visit, Product product, List<Product> all) {
        return all.stream()
                .filter(each -> !each.itemId().equals(product.itemId()))
                .map(each -> ProductView.of(each, visit))
                .toList();
    }

    private static List<Fact> facts(Visit visit, Product product, List<Feed> feeds) {
        List<Fact> facts = new ArrayList<>();
        add(facts, "id", product.itemId());
        add(facts, "group", product.group().equals(product.itemId()) ? null : product.group());
        add(facts, "brand", product.brand());
        add(facts, "variant", product.variant());
        add(facts, "colour", product.colour());
        add(facts, "size", product.size());
        add(
                facts,
                "quantity",
                product.quantity() == null ? null : visit.formats().number(product.quantity()));
        String source = product.feed() == null
                ? visit.text("product.source.pages")
                : feeds.stream()
                        .filter(feed -> product.feed() == feed.id())
                        .map(feed -> visit.text("product.source.feed", Map.of("name", feed.name())))
                        .findFirst()
                        .orElse(visit.text("product.source.feed", Map.of("name", "–")));
        add(facts, "source", source);
        add(facts, "first_seen", visit.formats().dateTime(product.firstSeen()));
        add(facts, "last_seen", visit.formats().dateTime(product.lastSeen()));
        return facts;
    }

    private static void add(List<Fact> facts, String key, @Nullable String text) {
        if (text != null) {
            facts.add(new Fact(key, text));
        }
    }

    private static @Nullable String heard(Visit visit, Product product) {
        if (product.heard() == null || product.currency() == null) {
            return null;
        }
        String told = ProductView.money(product.heard().price(), product.currency(), visit);
        String known = ProductView.money(product.priceNow(), product.currency(), visit);
        return visit.text(
                product.feed() == null ? "product.heard.pages" : "product.heard",
                Map.of("price", told, "known", known));
    }

    private static PriceView price(Visit visit, Price price) {
        boolean reduced = price.salePrice() != null;
        return new PriceView(
                price.at(),
                ProductView.money(reduced ? price.salePrice() : price.price(), price.currency(), visit),
                reduced ? ProductView.money(price.price(), price.currency(), visit) : "",
                price.stock() == null ? "" : price.stock().code());
    }

    private static ChangeView change(Visit visit, Past change) {
        return new ChangeView(
                change.at(),
                visit.text(
                        "product.change." + change.kind().code(),
                        Map.of(
                                "old", ProductView.money(change.oldPrice(), change.currency(), visit),
                                "price", ProductView.money(change.price(), change.currency(), visit))));
    }
}
