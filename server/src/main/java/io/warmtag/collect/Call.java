package io.warmtag.collect;

import io.vertx.core.http.HttpServerRequest;

/**
 * One request on its way through here.
 *
 * @param address where it comes from
 * @param received ms
 */
record Call(HttpServerRequest request, byte[] address, long received) {
    /** Global Privacy Control. */
    boolean refusesAds() {
        return "1".equals(request.getHeader("Sec-GPC"));
    }
}
