package io.warmtag.destination;

import java.util.List;
import java.util.Map;

/**
 * A POST that is ready to leave.
 *
 * @param headers by name; the engine adds length and agent
 * @param items which of the events it was made for, by their places
 */
public record Request(String url, Map<String, String> headers, String body, List<Integer> items) {}
