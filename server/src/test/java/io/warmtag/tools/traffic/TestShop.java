package io.warmtag.tools.traffic;

import io.warmtag.tools.traffic.Shop.Product;
import java.util.List;

/** A small shop. */
public final class TestShop {
    public static final Shop SHOP = new Shop(
            "BDT",
            List.of(
                    new Product("clay-teapot", "Home", 650, "মাটির কেটলি", "Clay teapot"),
                    new Product("jute-tote", "Accessories", 890, "পাটের ব্যাগ", "Jute tote")));

    private TestShop() {}
}
