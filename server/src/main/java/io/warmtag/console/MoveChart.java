package io.warmtag.console;

import io.warmtag.report.Move;
import io.warmtag.report.Move.Place;
import io.warmtag.web.Formats;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Moves as a picture: where people stood on the left, where they stand on the right, and a ribbon between as wide as they are
 * many. What it shows stands in the table beside it, too. Pure.
 *
 * @param height in the picture's own units, of which it is {@value #WIDTH} wide
 */
record MoveChart(int height, List<Ribbon> ribbons, List<Stack> stacks) {
    static final int WIDTH = 640;

    // The order from far to near, top to bottom.
    private static final List<Place> ORDER = List.of(Place.HOT, Place.WARM, Place.LAPSED, Place.COLD, Place.NEW);
    private static final int PLOT = 220;
    private static final int GAP = 32;
    private static final int TOP = 24;
    private static final int BAR = 12;
    private static final double LEAST = 2;

    /** @param path of SVG */
    record Ribbon(String from, String path) {}

    /**
     * A bar with its name.
     *
     * @param end whether it stands on the right
     * @param x of the bar, and {@code textX} of its name
     */
    record Stack(String place, boolean end, int x, String y, String height, int textX, String textY, String count) {}

    /** @param moves at least one */
    static MoveChart of(List<Move> moves, Formats formats) {
        long all = moves.stream().mapToLong(Move::people).sum();
        double scale = PLOT / (double) all;
        List<Stack> stacks = new ArrayList<>();
        Map<Place, Double> left = stack(moves, false, scale, stacks, formats);
        Map<Place, Double> right = stack(moves, true, scale, stacks, formats);
        List<Ribbon> ribbons = new ArrayList<>();
        for (Place from : ORDER) {
            for (Place to : ORDER) {
                for (Move move : moves) {
                    if (move.from() == from && move.to() == to) {
                        double width = Math.max(LEAST, move.people() * scale);
                        double begin = left.merge(from, width, Double::sum) - width;
                        double end = right.merge(to, width, Double::sum) - width;
                        ribbons.add(new Ribbon(from.code(), path(begin, end, width)));
                    }
                }
            }
        }
        int lowest = (int) Math.ceil(stacks.stream()
                .mapToDouble(stack -> Double.parseDouble(stack.y) + Double.parseDouble(stack.height))
                .max()
                .orElse(0));
        return new MoveChart(lowest + 4, ribbons, stacks);
    }

    /** Puts the bars of one side below each other; returns where each begins. */
    private static Map<Place, Double> stack(
            List<Move> moves, boolean end, double scale, List<Stack> stacks, Formats formats) {
        Map<Place, Double> begins = new EnumMap<>(Place.class);
        double y = TOP;
        for (Place place : ORDER) {
            List<Move> own = moves.stream()
                    .filter(move -> (end ? move.to() : move.from()) == place)
                    .toList();
            if (own.isEmpty()) {
                continue;
            }
            double height = own.stream()
                    .mapToDouble(move -> Math.max(LEAST, move.people() * scale))
                    .sum();
            begins.put(place, y);
            stacks.add(new Stack(
                    place.code(),
                    end,
                    end ? WIDTH - BAR : 0,
                    number(y),
                    number(height),
                    end ? WIDTH : 0,
                    number(y - 6),
                    formats.number(own.stream().mapToLong(Move::people).sum())));
            y += height + GAP;
        }
        return begins;
    }

    private static String path(double begin, double end, double width) {
        int from = BAR;
        int to = WIDTH - BAR;
        int middle = WIDTH / 2;
        return String.format(
                Locale.ROOT,
                "M%d %.1fC%d %.1f %d %.1f %d %.1fV%.1fC%d %.1f %d %.1f %d %.1fZ",
                from,
                begin,
                middle,
                begin,
                middle,
                end,
                to,
                end,
                end + width,
                middle,
                end + width,
                middle,
                begin + width,
                from,
                begin + width);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
