package io.warmtag.destination;

import java.util.List;
import java.util.Map;

/**
 * A request that is ready to leave.
 *
 * @param method POST, DELETE or GET
 * @param headers by name; the engine adds length and agent
 * @param items which of the events it was made for, by their places
 */
public record Request(String method, String url, Map<String, String> headers, String body, List<Integer> items) {
    public static final String POST = "POST";
    public static final String DELETE = "DELETE";
    public static final String GET = "GET";

    /** A POST. */
    public Request(String url, Map<String, String> headers, String body, List<Integer> items) {
        this(POST, url, headers, body, items);
    }
}
