package io.warmtag.product.model;

/**
 * Why a row of a feed could not be taken.
 *
 * @param line on which it begins, the first is 1
 * @param item its id, or empty
 * @param field as the feed calls it
 * @param code of the sentence with the remedy in the message files: {@code feed.wrong.<code>}
 * @param value what stood there, cut
 */
public record RowProblem(int line, String item, String field, String code, String value) {
    private static final int MOST_VALUE = 200;

    public RowProblem {
        value = value.length() > MOST_VALUE ? value.substring(0, MOST_VALUE) : value;
    }
}
