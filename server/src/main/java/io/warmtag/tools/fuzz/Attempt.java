package io.warmtag.tools.fuzz;

/**
 * One broken request.
 *
 * @param bytes what is written to the connection
 * @param whole whether a server that reads HTTP finds the end of the request: then an answer must come
 */
record Attempt(byte[] bytes, boolean whole) {}
