package io.warmtag.catalog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.TreeMap;

/** Values as JSON text. Equal values give equal texts, which may stand inside a script. */
public final class ValueJson {
    private static final JsonFactory JSON = new JsonFactory();

    private ValueJson() {}

    /** @throws IllegalArgumentException when it isn't JSON */
    public static Value read(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new IllegalArgumentException("it is empty");
            }
            Value value = value(parser, first);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("something stands after its end");
            }
            return value;
        } catch (IOException e) {
            String message = e.getMessage() == null ? "" : e.getMessage();
            throw new IllegalArgumentException(message.lines().findFirst().orElse(""), e);
        }
    }

    private static Value value(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> fields(parser);
            case START_ARRAY -> items(parser);
            case VALUE_STRING -> new Value.Text(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Value.Numeric(parser.getDoubleValue());
            case VALUE_TRUE -> Value.of(true);
            case VALUE_FALSE -> Value.of(false);
            case VALUE_NULL -> Value.NOTHING;
            default -> throw new IllegalArgumentException("unexpected " + token);
        };
    }

    private static Value fields(JsonParser parser) throws IOException {
        var fields = new TreeMap<String, Value>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            fields.put(name, value(parser, parser.nextToken()));
        }
        return new Value.Fields(fields);
    }

    private static Value items(JsonParser parser) throws IOException {
        var items = new ArrayList<Value>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(value(parser, token));
        }
        return new Value.Items(items);
    }

    public static String write(Value value) {
        var json = new StringBuilder();
        write(value, json);
        return json.toString();
    }

    private static void write(Value value, StringBuilder json) {
        if (value instanceof Value.Text text) {
            quote(text.text(), json);
        } else if (value instanceof Value.Numeric numeric) {
            json.append(number(numeric.number()));
        } else if (value instanceof Value.Flag flag) {
            json.append(flag.on());
        } else if (value instanceof Value.Items items) {
            json.append('[');
            String separator = "";
            for (Value item : items.items()) {
                json.append(separator);
                write(item, json);
                separator = ",";
            }
            json.append(']');
        } else if (value instanceof Value.Fields fields) {
            json.append('{');
            String separator = "";
            for (var field : fields.fields().entrySet()) {
                json.append(separator);
                quote(field.getKey(), json);
                json.append(':');
                write(field.getValue(), json);
                separator = ",";
            }
            json.append('}');
        } else {
            json.append("null");
        }
    }

    /** Whole numbers without a fraction, as JavaScript writes them. */
    public static String number(double number) {
        boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15;
        return whole ? Long.toString((long) number) : Double.toString(number);
    }

    private static void quote(String text, StringBuilder json) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> json.append('\\').append(c);
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    // No end of a line or of a script element is in it.
                    if (c < ' ' || c == '<' || c == '\u2028' || c == '\u2029' || Character.isSurrogate(c)) {
                        json.append(escape(text, i));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        json.append('"');
    }

    /** A half of a pair that stands alone can't be written in UTF-8. */
    private static String escape(String text, int i) {
        char c = text.charAt(i);
        boolean paired = Character.isHighSurrogate(c)
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : Character.isLowSurrogate(c) && i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
        return paired ? String.valueOf(c) : String.format("\\u%04x", (int) c);
    }
}
