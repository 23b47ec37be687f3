package org.amphora.benchmarks.suite;

import java.util.List;
import java.util.Locale;

/** The steady states as a picture: a row for each guest, a dot for each peer, on a logarithmic scale of ratios. */
final class SvgChart {
    private static final int LABELS = 130;
    private static final int WIDTH = 560;
    private static final int RIGHT = 30;
    private static final int TOP = 64;
    private static final int ROW = 18;
    private static final int LEGEND = 92;
    private static final List<String> COLOURS =
            List.of("#c2410c", "#1d4ed8", "#15803d", "#7e22ce", "#0e7490", "#a16207", "#be185d");

    private final Results results;
    private final String base;
    private final List<String> peers;
    private final double least;
    private final double most;
    private final StringBuilder svg = new StringBuilder();

    private SvgChart(Results results, String base) {
        this.results = results;
        this.base = base;
        this.peers = results.peers().stream().filter(peer -> !peer.equals(base)).toList();
        double[] ratios = results.guests().stream()
                .flatMapToDouble(guest -> peers.stream().mapToDouble(peer -> results.ratio(guest, peer, base)))
                .filter(ratio -> !Double.isNaN(ratio))
                .sorted()
                .toArray();
        this.least = ratios.length == 0 ? 1 : Math.min(1, powerOfTen(ratios[0], false));
        this.most = ratios.length == 0 ? 10 : Math.max(10, powerOfTen(ratios[ratios.length - 1], true));
    }

    /** The picture, with {@code base} as 1. */
    static String draw(Results results, String base) {
        return new SvgChart(results, base).write();
    }

    private static double powerOfTen(double value, boolean up) {
        double exponent = Math.log10(value);
        return Math.pow(10, up ? Math.ceil(exponent) : Math.floor(exponent));
    }

    private String write() {
        int bottom = TOP + (results.guests().size() + 1) * ROW;
        line(
                "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='sans-serif' font-size='12'>",
                LABELS + WIDTH + RIGHT, bottom + 30);
        line("<rect width='100%%' height='100%%' fill='white'/>");
        line(
                "<text x='10' y='20' font-size='14'>CPU time, as a multiple of %s (logarithmic; less is better)</text>",
                base);
        legend();
        scale(bottom);
        int y = TOP + ROW / 2;
        for (Workload guest : results.guests()) {
            row(
                    y,
                    guest.name(),
                    peers.stream().map(peer -> results.ratio(guest, peer, base)).toList());
            y += ROW;
        }
        row(
                y,
                "geometric mean",
                peers.stream().map(peer -> results.mean(peer, base)).toList());
        line("</svg>");
        return svg.toString();
    }

    private void legend() {
        for (int i = 0; i < peers.size(); i++) {
            int x = LABELS + i * LEGEND;
            line("<circle cx='%d' cy='40' r='5' fill='%s'/>", x, colour(i));
            line("<text x='%d' y='44'>%s</text>", x + 9, peers.get(i));
        }
    }

    private void scale(int bottom) {
        for (double value = least; value <= most * 1.001; value *= 10) {
            String stroke = value == 1 ? "#444" : "#ccc";
            line("<line x1='%.1f' y1='%d' x2='%.1f' y2='%d' stroke='%s'/>", x(value), TOP, x(value), bottom, stroke);
            line("<text x='%.1f' y='%d' text-anchor='middle'>%s</text>", x(value), bottom + 16, tick(value));
        }
    }

    private void row(int y, String label, List<Double> ratios) {
        line("<text x='%d' y='%d' text-anchor='end'>%s</text>", LABELS - 12, y + 4, label);
        for (int i = 0; i < ratios.size(); i++) {
            if (!ratios.get(i).isNaN()) {
                line(
                        "<circle cx='%.1f' cy='%d' r='5' fill='%s' fill-opacity='0.8'><title>%s: %s x</title></circle>",
                        x(ratios.get(i)), y, colour(i), peers.get(i), Report.number(ratios.get(i)));
            }
        }
    }

    private double x(double ratio) {
        return LABELS + WIDTH * Math.log(ratio / least) / Math.log(most / least);
    }

    private static String tick(double value) {
        return value < 1 ? String.format(Locale.ROOT, "%.1f", value) : String.format(Locale.ROOT, "%.0f", value);
    }

    private static String colour(int peer) {
        return COLOURS.get(peer % COLOURS.size());
    }

    private void line(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
