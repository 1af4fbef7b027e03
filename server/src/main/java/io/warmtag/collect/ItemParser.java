package io.warmtag.collect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.json.JsonObject;
import io.warmtag.event.Refusal;
import io.warmtag.event.RefusalCode;
import io.warmtag.people.contact.UserData;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one event of a batch; a mistake in it is remembered, so that its neighbours are still taken. */
final class ItemParser {
    private static final Pattern CURRENCY = Pattern.compile("[A-Za-z]{3}");
    static final int MOST_NAME = 100;
    static final int MOST_TRANSACTION_ID = 200;
    // Beyond this jsonb's numeric would refuse the number, or store kilobytes of zeros.
    private static final int MOST_EXPONENT = 300;
    private static final int MOST_DIGITS = 100;
    private static final int MOST_DEPTH = 30;
    private static final long LATEST_TIME = 32_503_680_000_000L; // the year 3000

    private final String body;
    private final JsonParser parser;
    private @Nullable String id;
    private @Nullable String name;
    private @Nullable Long time;
    private @Nullable String visitor;
    private @Nullable String user;
    private String data = "{}";
    private Batch.@Nullable Private apart;
    private List<Cuts.Range> cuts = List.of();
    private @Nullable String transactionId;
    private @Nullable BigDecimal value;
    private @Nullable String currency;
    private boolean hasItems;
    private @Nullable Refusal mistake;

    ItemParser(String body, JsonParser parser) {
        this.body = body;
        this.parser = parser;
    }

    /** Reads the value at which the parser stands and leaves it at that value's end. */
    Batch.Item item() throws IOException {
        int start = offset();
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            fields();
        } else {
            parser.skipChildren();
            wrong(Refusal.of("event", RefusalCode.EVENT_FORM));
        }
        var json = new Batch.Piece(body, start, endOffset(), cuts);
        return new Batch.Item(
                id, name, time, visitor, user, data, apart, transactionId, value, currency, hasItems, json, mistake);
    }

    private void fields() throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "id" -> id = string("id", 100);
                case "name" -> name = name();
                case "time" -> time = eventTime();
                case "visitor" -> visitor = string("visitor", 100);
                case "user" -> user = string("user", 200);
                case "data" -> data();
                default -> parser.skipChildren();
            }
        }
        if (id == null) {
            wrong(Refusal.of("id", RefusalCode.ID_MISSING));
        }
        if (name == null) {
            wrong(Refusal.of("name", RefusalCode.NAME_MISSING));
        }
    }

    private @Nullable String name() throws IOException {
        String text = string("name", MOST_NAME);
        if (text != null && !isPrintable(text)) {
            wrong(Refusal.of("name", RefusalCode.NAME_FORM, MOST_NAME));
        }
        return text;
    }

    private static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || Character.isSurrogate(c)) {
                return false;
            }
        }
        return !text.isBlank();
    }

    private @Nullable String string(String field, int most) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            parser.skipChildren();
            wrong(Refusal.of(field, RefusalCode.TEXT_FORM));
            return null;
        }
        String text = parser.getText();
        if (text.length() > most) {
            wrong(Refusal.of(field, RefusalCode.TEXT_LENGTH, most));
            return text.substring(0, most);
        }
        return text;
    }

    private @Nullable Long eventTime() throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        Long parsed = time(parser);
        if (parsed == null) {
            wrong(Refusal.of("time", RefusalCode.TIME_FORM));
        }
        return parsed;
    }

    private void data() throws IOException {
        // Sent twice, the last one counts, as everywhere in JSON.
        data = "{}";
        apart = null;
        transactionId = null;
        value = null;
        currency = null;
        hasItems = false;
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            wrong(Refusal.of("data", RefusalCode.DATA_FORM));
            return;
        }
        int start = offset();
        int cutBefore = cuts.size();
        int depth = 1;
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
                hasItems |= depth == 1 && "items".equals(parser.currentName());
                depth++;
                if (depth > MOST_DEPTH) {
                    wrong(Refusal.of("data", RefusalCode.DATA_DEPTH, MOST_DEPTH));
                }
            } else if (token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY) {
                depth--;
            } else if (token.isScalarValue()) {
                scalar(token, depth == 1);
            } else if (depth == 1 && UserData.isPrivate(parser.currentName())) {
                setApart();
            }
        }
        int end = endOffset();
        List<Cuts.Range> own = cuts.subList(cutBefore, cuts.size());
        data = JsonText.safe(Cuts.without(body, start, end, own));
        if (!own.isEmpty()) {
            apart = new Batch.Private(sent(own), body.substring(start, end));
        }
    }

    /** Reads over a member of the data that must not be kept with it. */
    private void setApart() throws IOException {
        int from = offset();
        if (parser.nextToken().isStructStart()) {
            parser.skipChildren();
        }
        // A text is only read to its end when somebody wants it.
        parser.finishToken();
        cuts = cuts.isEmpty() ? new ArrayList<>() : cuts;
        cuts.add(new Cuts.Range(from, endOffset()));
    }

    private JsonObject sent(List<Cuts.Range> own) {
        var members = new StringBuilder("{");
        for (Cuts.Range cut : own) {
            members.append(members.length() == 1 ? "" : ",").append(body, cut.from(), cut.to());
        }
        return new JsonObject(JsonText.safe(members.append('}').toString()));
    }

    private void scalar(JsonToken token, boolean ofData) throws IOException {
        boolean tooLong = token.isNumeric() && parser.getTextLength() > MOST_DIGITS;
        if (tooLong || token == JsonToken.VALUE_NUMBER_FLOAT && !fitsNumeric(parser.getText())) {
            wrong(Refusal.of("data", RefusalCode.DATA_NUMBER));
        }
        if (!ofData) {
            return;
        }
        switch (parser.currentName()) {
            case "transaction_id" -> transactionId = transaction(token);
            case "value" -> value = number(token);
            case "currency" -> currency = token == JsonToken.VALUE_STRING ? currency(parser.getText()) : null;
            default -> {}
        }
    }

    private @Nullable String transaction(JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_NULL || parser.getText().isBlank()) {
            return null;
        }
        String text = parser.getText().trim();
        if (!isTransactionId(text)) {
            wrong(Refusal.of("transaction_id", RefusalCode.TRANSACTION_ID_FORM, MOST_TRANSACTION_ID));
            return null;
        }
        return text;
    }

    private @Nullable BigDecimal number(JsonToken token) throws IOException {
        return token.isNumeric() || token == JsonToken.VALUE_STRING ? amount(parser.getText()) : null;
    }

    static boolean isTransactionId(String text) {
        return text.length() <= MOST_TRANSACTION_ID && text.indexOf(0) < 0;
    }

    /** Null when it is no number that can be stored. */
    static @Nullable BigDecimal amount(String typed) {
        String text = typed.trim();
        try {
            return text.length() <= 40 && fitsNumeric(text) ? new BigDecimal(text) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** The code in capitals; null when it can't be one. */
    static @Nullable String currency(String text) {
        return CURRENCY.matcher(text).matches() ? text.toUpperCase(java.util.Locale.ROOT) : null;
    }

    private static boolean fitsNumeric(String number) {
        int e = Math.max(number.indexOf('e'), number.indexOf('E'));
        if (e < 0) {
            return true;
        }
        String exponent = number.substring(e + 1).replaceFirst("^\\+", "");
        try {
            return Math.abs(Integer.parseInt(exponent)) <= MOST_EXPONENT;
        } catch (NumberFormatException tooLong) {
            return false;
        }
    }

    /** A time in ms, or null when the value is no number of sensible size. */
    static @Nullable Long time(JsonParser parser) throws IOException {
        if (!parser.currentToken().isNumeric() || parser.getTextLength() > MOST_DIGITS) {
            parser.skipChildren();
            return null;
        }
        boolean small = parser.currentToken() == JsonToken.VALUE_NUMBER_INT && parser.getTextLength() <= 18;
        double number = small ? parser.getLongValue() : parser.getDoubleValue();
        return number >= 0 && number <= LATEST_TIME ? (long) number : null;
    }

    private int offset() {
        return (int) parser.currentTokenLocation().getCharOffset();
    }

    private int endOffset() {
        return (int) parser.currentLocation().getCharOffset();
    }

    private void wrong(Refusal refusal) {
        if (mistake == null) {
            mistake = refusal;
        }
    }
}
