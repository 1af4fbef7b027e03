package io.warmtag.install;

import java.net.URI;
import java.util.List;

/**
 * A page as it came.
 *
 * @param address after redirects
 * @param policies the content security policies of its headers
 */
public record Page(URI address, int status, List<String> policies, String body) {}
