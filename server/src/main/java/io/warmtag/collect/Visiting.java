package io.warmtag.collect;

import io.vertx.core.http.HttpHeaders;
import io.warmtag.text.CountryCodes;
import io.warmtag.web.CountryHeader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * The browser that events come from: the one that calls, or whom a keyed caller speaks for. Where his own machine stands says
 * nothing about the visitor's country.
 *
 * @param address of the caller himself where he names none
 * @param userAgent of the caller himself where he names none
 * @param country its two letters; null where nobody knows it
 * @param addressIsOwn whether the address is the visitor's, and not that of the shop's server
 * @param agentIsOwn the same of the browser
 */
record Visiting(
        byte[] address,
        @Nullable String userAgent,
        @Nullable String country,
        boolean addressIsOwn,
        boolean agentIsOwn) {
    static Visiting of(Call call, Batch batch, Sender sender, CountryHeader countries) {
        String caller = call.request().getHeader(HttpHeaders.USER_AGENT);
        if (!sender.keyed()) {
            return new Visiting(call.address(), caller, countries.country(call.request()), true, caller != null);
        }
        Batch.Browser named = batch.context().browser();
        byte[] address = named.address();
        String country = named.country();
        return new Visiting(
                address == null ? call.address() : address,
                named.userAgent() == null ? caller : named.userAgent(),
                country == null ? null : CountryCodes.of(country).orElse(null),
                address != null,
                named.userAgent() != null);
    }

    /** The visitor's; empty when it isn't known. */
    String ip() {
        try {
            return addressIsOwn ? InetAddress.getByAddress(address).getHostAddress() : "";
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address has 4 or 16 bytes", e);
        }
    }
}
