package io.warmtag.tools.bench;

import java.util.List;

/** Measures one thing; blocks. */
interface Benchmark {
    List<Figure> measure() throws Exception;
}
