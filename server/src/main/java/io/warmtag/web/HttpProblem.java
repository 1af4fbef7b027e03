package io.warmtag.web;

import java.util.List;

/**
 * An answer that is not the wished one, thrown or failed with anywhere and turned into RFC 9457's problem+json or a page in
 * one place.
 */
public final class HttpProblem extends RuntimeException {
    private final int status;
    private final List<Field> fields;

    /** What is wrong with one field of the input, and the remedy. */
    public record Field(String field, String message) {}

    public HttpProblem(int status, String detail) {
        this(status, detail, List.of());
    }

    public HttpProblem(int status, String detail, List<Field> fields) {
        super(detail, null, false, false);
        this.status = status;
        this.fields = List.copyOf(fields);
    }

    public int status() {
        return status;
    }

    public List<Field> fields() {
        return fields;
    }
}
