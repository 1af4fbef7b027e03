package io.warmtag.web;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublicAddressTest {
    @Test
    void knowsThePublicInternet() throws UnknownHostException {
        for (String address : List.of("8.8.8.8", "103.4.145.245", "2606:4700::1111", "223.255.255.254")) {
            assertTrue(PublicAddress.is(InetAddress.getByName(address)), address);
        }
        for (String address :
                List.of("100.64.0.1", "172.31.255.255", "224.0.0.1", "255.255.255.255", "64:ff9b::a00:1", "::")) {
            assertFalse(PublicAddress.is(InetAddress.getByName(address)), address);
        }
    }
}
