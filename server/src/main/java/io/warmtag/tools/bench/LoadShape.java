package io.warmtag.tools.bench;

/**
 * How much of what a load sends.
 *
 * @param events in each request
 * @param rate requests per second; 0: as many as the connections can carry
 * @param visitors among whom the requests are drawn
 * @param visit requests that a visitor sends before he goes, on average; 0: all visitors are there all the time
 */
record LoadShape(int connections, long warmUpSeconds, long seconds, int events, long rate, int visitors, int visit) {
    private static final int VISITORS = 10_000;

    static LoadShape full(int connections, long warmUpSeconds, long seconds, int events) {
        return new LoadShape(connections, warmUpSeconds, seconds, events, 0, VISITORS, 0);
    }

    static LoadShape paced(int connections, long seconds, long rate) {
        return new LoadShape(connections, 0, seconds, 1, rate, VISITORS, 0);
    }

    static LoadShape visits(int connections, long warmUpSeconds, long seconds, int visitors, int visit) {
        return new LoadShape(connections, warmUpSeconds, seconds, 1, 0, visitors, visit);
    }
}
