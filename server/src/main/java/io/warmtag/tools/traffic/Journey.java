package io.warmtag.tools.traffic;

import static io.warmtag.tools.traffic.Persona.any;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.warmtag.tools.traffic.Shop.Product;
import io.warmtag.tools.traffic.Step.Act;
import io.warmtag.tools.traffic.Step.Sender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** One visit, from the page it begins on to the page it ends on; about 2 in 100 end with an order. */
final class Journey {
    private static final List<String> BENGALI_SEARCHES =
            List.of("শাড়ি", "জামদানি", "লাল চুড়ি", "উপহার", "পাটের ব্যাগ");
    private static final List<String> ENGLISH_SEARCHES = List.of("saree", "panjabi", "gift", "bag");

    private static final double SEARCHES = 0.15;
    private static final double TAKES_OUT_AGAIN = 0.15;
    private static final double LATE = 0.015;
    private static final double VERY_LATE = 0.05;
    private static final double TWICE = 0.02;

    private final int slot;
    private final Persona persona;
    private final Shop shop;
    private final RandomGenerator random;
    private final List<Step> steps = new ArrayList<>();

    /** How far a visitor goes. */
    private enum Intent {
        LOOK,
        WISH,
        CART,
        ABANDON,
        BUY;

        static Intent draw(RandomGenerator random) {
            double draw = random.nextDouble();
            if (draw < 0.02) {
                return BUY;
            }
            if (draw < 0.07) {
                return ABANDON;
            }
            return draw < 0.20 ? CART : draw < 0.28 ? WISH : LOOK;
        }
    }

    private Journey(int slot, Persona persona, Shop shop, RandomGenerator random) {
        this.slot = slot;
        this.persona = persona;
        this.shop = shop;
        this.random = random;
    }

    static List<Step> of(int slot, Persona persona, Shop shop, RandomGenerator random) {
        var journey = new Journey(slot, persona, shop, random);
        journey.walk();
        return journey.steps;
    }

    private void walk() {
        home();
        Intent intent = persona.bot() ? Intent.LOOK : Intent.draw(random);
        int looks = 1 + random.nextInt(persona.bot() ? 6 : 4);
        Product product = any(shop.products(), random);
        for (int i = 0; i < looks; i++) {
            product = any(shop.products(), random);
            look(product);
        }
        if (!persona.bot() && random.nextDouble() < SEARCHES) {
            search();
        }
        switch (intent) {
            case LOOK -> {}
            case WISH -> wish(product);
            case CART -> {
                cart(product);
                if (random.nextDouble() < TAKES_OUT_AGAIN) {
                    page("/demo/cart.html", "আপনার কার্ট", "Your cart", act("remove_from_cart", product, 1));
                }
            }
            case ABANDON -> {
                cart(product);
                checkout(product);
            }
            case BUY -> {
                cart(product);
                checkout(product);
                buy(product);
            }
        }
    }

    private void home() {
        String query = persona.campaign().isEmpty() ? "" : "?" + persona.campaign();
        var items = new JsonArray();
        shop.products().forEach(product -> items.add(product.item(1)));
        var list = new JsonObject()
                .put("item_list_id", "home")
                .put("item_list_name", "Home")
                .put("items", items);
        page("/demo/" + query, "হাতে গড়া, মন ভরা", "Made by hand, full of colour", new Act("view_item_list", list));
    }

    private void look(Product product) {
        page(address(product), product.bengaliName(), product.englishName(), act("view_item", product, 1));
        int engaged = 3_000 + random.nextInt(60_000);
        if (!persona.bot()) {
            later(product, new Act("user_engagement", engagement(engaged)));
        }
    }

    private JsonObject engagement(int millis) {
        return new JsonObject()
                .put("engagement_time_msec", millis)
                .put("percent_scrolled", 10 * (1 + random.nextInt(10)));
    }

    private void search() {
        String term = any(persona.readsBengali() ? BENGALI_SEARCHES : ENGLISH_SEARCHES, random);
        page(
                "/demo/search.html?q=" + Persona.encoded(term),
                "খোঁজার ফল",
                "Search results",
                new Act("search", new JsonObject().put("search_term", term)));
    }

    private void wish(Product product) {
        later(product, act("add_to_wishlist", product, 1));
    }

    private void cart(Product product) {
        later(product, act("add_to_cart", product, 1 + random.nextInt(2)));
        page("/demo/cart.html", "আপনার কার্ট", "Your cart", act("view_cart", product, 1));
    }

    private void checkout(Product product) {
        page("/demo/checkout.html", "অর্ডার", "Checkout", act("begin_checkout", product, 1));
    }

    private void buy(Product product) {
        String order = "R-" + Long.toString(random.nextLong(36L * 36 * 36 * 36 * 36 * 36 * 36), 36);
        Act payment = act("add_payment_info", product, 1);
        payment.data().put("payment_type", "cod");
        Act purchase = act("purchase", product, 1);
        purchase.data().put("transaction_id", order).put("shipping", 70);
        step("/demo/checkout.html", "অর্ডার", "Checkout", Sender.PAGE, payment, purchase);
        page("/demo/thank-you.html?order=" + order, "ধন্যবাদ", "Thank you");
        String end = random.nextDouble() < 0.8
                ? "order_delivered"
                : random.nextBoolean() ? "order_cancelled" : "order_returned";
        var about = new JsonObject().put("transaction_id", order);
        step("/demo/orders.html", "", "", Sender.BACK_OFFICE, new Act("order_confirmed", about));
        step("/demo/orders.html", "", "", Sender.BACK_OFFICE, new Act(end, about));
    }

    private Act act(String name, Product product, int quantity) {
        return new Act(
                name,
                new JsonObject()
                        .put("currency", shop.currency())
                        .put("value", product.price() * quantity)
                        .put("items", new JsonArray().add(product.item(quantity))));
    }

    private void page(String path, String bengaliTitle, String englishTitle, Act... more) {
        var acts = new ArrayList<>(List.of(new Act("page_view", new JsonObject())));
        acts.addAll(List.of(more));
        step(path, bengaliTitle, englishTitle, Sender.PAGE, acts.toArray(Act[]::new));
    }

    private void later(Product product, Act act) {
        step(address(product), product.bengaliName(), product.englishName(), Sender.PAGE, act);
    }

    private static String address(Product product) {
        return "/demo/product.html?id=" + product.id();
    }

    private void step(String path, String bengaliTitle, String englishTitle, Sender sender, Act... acts) {
        String title = persona.readsBengali() ? bengaliTitle + " · রঙিন" : englishTitle + " · Rongin";
        boolean twice = random.nextDouble() < TWICE;
        steps.add(new Step(slot, persona, path, title, List.of(acts), age(), twice, sender));
    }

    /** Some phones were offline: minutes to a day; a few of those longer than the week in which copies are recognised. */
    private long age() {
        if (random.nextDouble() >= LATE) {
            return 0;
        }
        return random.nextDouble() < VERY_LATE
                ? Duration.ofDays(9).toMillis()
                : random.nextLong(
                        Duration.ofMinutes(2).toMillis(), Duration.ofHours(20).toMillis());
    }
}
