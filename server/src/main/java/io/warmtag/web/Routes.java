package io.warmtag.web;

import io.vertx.ext.web.Router;

/** What an edge serves. Mounted once per event loop, each on a router of its own: implementations hold no request's state. */
public interface Routes {
    void mount(Router router);
}
