package io.warmtag.container.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Holds what came with an event against its definition, reading no more of it than that takes. */
public final class EventFit {
    private static final JsonFactory JSON = new JsonFactory();

    private EventFit() {}

    /** A parameter that is missing or of another type. */
    public record Misfit(String param, What what) {}

    /** What is wrong with a parameter. */
    public enum What {
        MISSING,
        WRONG_TYPE
    }

    /**
     * Empty when it fits. What the definition doesn't name is free.
     *
     * @param data a JSON object
     */
    public static List<Misfit> misfits(EventDefinition definition, String data) {
        if (definition.params().isEmpty()) {
            return List.of();
        }
        Map<String, JsonToken> found = tokens(data);
        var misfits = new ArrayList<Misfit>();
        for (EventDefinition.Param param : definition.params()) {
            JsonToken token = found.getOrDefault(param.name(), JsonToken.VALUE_NULL);
            if (token == JsonToken.VALUE_NULL) {
                if (param.required()) {
                    misfits.add(new Misfit(param.name(), What.MISSING));
                }
            } else if (!fits(param.type(), token)) {
                misfits.add(new Misfit(param.name(), What.WRONG_TYPE));
            }
        }
        return misfits;
    }

    private static boolean fits(EventDefinition.Type type, JsonToken token) {
        return switch (type) {
            case NUMBER -> token.isNumeric();
            case STRING -> token == JsonToken.VALUE_STRING;
            case BOOLEAN -> token.isBoolean();
            case ITEMS -> token == JsonToken.START_ARRAY;
            case ANY -> true;
        };
    }

    private static Map<String, JsonToken> tokens(String data) {
        Map<String, JsonToken> tokens = new HashMap<>();
        try (JsonParser parser = JSON.createParser(data)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    tokens.put(name, parser.nextToken());
                    parser.skipChildren();
                }
            }
            return tokens;
        } catch (IOException e) {
            throw new IllegalArgumentException("no JSON object", e);
        }
    }
}
