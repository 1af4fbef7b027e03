package io.warmtag.tools.bench;

/**
 * What a figure must keep.
 *
 * @param atLeast whether more is better; else less is
 * @param floor beyond it the budget is missed
 * @param aim what is wished for; the floor itself where nothing more is
 */
record Budget(boolean atLeast, double floor, double aim) {

    static Budget atLeast(double floor, double aim) {
        return new Budget(true, floor, aim);
    }

    static Budget atMost(double floor, double aim) {
        return new Budget(false, floor, aim);
    }

    boolean isKept(double value) {
        return atLeast ? value >= floor : value <= floor;
    }

    boolean isReached(double value) {
        return atLeast ? value >= aim : value <= aim;
    }

    String floorText() {
        return text(floor);
    }

    String aimText() {
        return text(aim);
    }

    private String text(double value) {
        return (atLeast ? "≥ " : "≤ ") + Figure.number(value);
    }
}
