package io.warmtag.catalog.html;

/** Where a variable stands in Custom HTML. The page has a list of how to write it for each, in this order. */
public enum Place {
    /** Text of the page, or of an attribute that means nothing to the browser. */
    TEXT,
    /** Code of a script: an expression. */
    CODE,
    /** Within a string, a template, a regular expression or a comment of a script. */
    STRING,
    /** In a script element that holds data, where a value of JSON can stand. */
    DATA,
    STYLE,
    /** A whole address, or its beginning up to the path. */
    ADDRESS,
    /** In an address, before its query. */
    PATH,
    QUERY,
    /** In a name or a comment, or where what it holds could become code: it's left out. */
    NOWHERE;

    /** What the page calls it. */
    public int code() {
        return ordinal();
    }
}
