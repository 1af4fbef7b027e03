package io.warmtag.publish;

import io.warmtag.container.Environment;

/**
 * Which container a script is of.
 *
 * @param environment its name
 * @param version released there; 0: none, the script counts page views all the same
 */
record Served(String environment, int version) {
    static final Served NOTHING = new Served(Environment.LIVE, 0);

    boolean isLive() {
        return environment.equals(Environment.LIVE);
    }
}
