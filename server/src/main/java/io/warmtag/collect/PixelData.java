package io.warmtag.collect;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import io.warmtag.event.Refusal;
import io.warmtag.event.RefusalCode;
import io.warmtag.people.contact.UserData;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a pixel's address says beside site, name and id becomes the event's data, as texts. */
final class PixelData {
    private static final Set<String> OWN = Set.of("site", "name", "id");
    private static final int MOST_PARAMETERS = 30;
    private static final int MOST_TEXT = 500;

    private PixelData() {}

    /** Without what is private. */
    static String of(MultiMap parameters) {
        return json(parameters, name -> !UserData.isPrivate(name));
    }

    static Batch.@Nullable Private apart(MultiMap parameters) {
        String apart = json(parameters, UserData::isPrivate);
        return apart.equals("{}") ? null : new Batch.Private(new JsonObject(apart), json(parameters, name -> true));
    }

    private static String json(MultiMap parameters, Predicate<String> wanted) {
        var json = new StringBuilder("{");
        int count = 0;
        for (Map.Entry<String, String> parameter : parameters) {
            String name = parameter.getKey();
            if (OWN.contains(name) || !wanted.test(name) || count == MOST_PARAMETERS) {
                continue;
            }
            json.append(count++ == 0 ? "" : ",");
            JsonText.quote(json, cut(name));
            json.append(':');
            JsonText.quote(json, cut(parameter.getValue()));
        }
        return json.append('}').toString();
    }

    static @Nullable String transactionId(MultiMap parameters) {
        String id = parameters.get("transaction_id");
        return id == null || id.isBlank() ? null : id.trim();
    }

    static @Nullable BigDecimal value(MultiMap parameters) {
        String value = parameters.get("value");
        return value == null ? null : ItemParser.amount(value);
    }

    static @Nullable String currency(MultiMap parameters) {
        String currency = parameters.get("currency");
        return currency == null ? null : ItemParser.currency(currency);
    }

    static @Nullable Refusal mistake(MultiMap parameters) {
        String transaction = transactionId(parameters);
        if (transaction != null && !ItemParser.isTransactionId(transaction)) {
            return Refusal.of("transaction_id", RefusalCode.TRANSACTION_ID_FORM, ItemParser.MOST_TRANSACTION_ID);
        }
        String name = parameters.get("name");
        boolean good = name != null
                && !name.isBlank()
                && name.length() <= ItemParser.MOST_NAME
                && name.chars().noneMatch(c -> c < ' ');
        return good ? null : Refusal.of("name", RefusalCode.NAME_FORM, ItemParser.MOST_NAME);
    }

    private static String cut(String text) {
        return text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) : text;
    }
}
