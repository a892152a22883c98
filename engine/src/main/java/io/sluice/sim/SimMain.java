package io.sluice.sim;

public final class SimMain {
    static String last(Simulation s) {
        try {
            return Shown.of(s.host().lastRecord());
        } catch (RuntimeException x) {
            return x.toString();
        }
    }

    public static void main(final String[] a) {
        if (a[0].equals("trace")) {
            final Simulation s = new Simulation(Long.parseLong(a[1]), Integer.parseInt(a[2]));
            try {
                s.run();
            } catch (final Broken e) {
                System.out.println(e.getMessage());
            }
            for (final byte[] r : s.host().log()) {
                System.out.print(Shown.of(r));
            }
            return;
        }
        final long from = Long.parseLong(a[0]);
        final int n = Integer.parseInt(a[1]);
        final int steps = Integer.parseInt(a[2]);
        final Tally all = new Tally();
        final java.util.Map<String, String> broken = new java.util.TreeMap<>();
        final java.util.Map<String, Integer> counts = new java.util.TreeMap<>();
        final long t0 = System.nanoTime();
        for (long seed = from; seed < from + n; seed++) {
            final Simulation s = new Simulation(seed, steps);
            try {
                s.run();
            } catch (final Broken e) {
                counts.merge(e.sentence(), 1, Integer::sum);
                if (broken.putIfAbsent(
                                        e.sentence(),
                                        "seed " + seed + " step " + s.tally().steps() + " " + e.getMessage() + "\n"
                                                + last(s))
                                == null
                        && e.getCause() != null) e.getCause().printStackTrace();
            }
            all.add(s.tally());
        }
        System.out.println(all.text());
        System.out.printf("%.0f steps/s%n", all.steps() * 1e9 / (System.nanoTime() - t0));
        broken.forEach(
                (k, v) -> System.out.println(counts.get(k) + "x " + (v.length() > 4000 ? v.substring(0, 4000) : v)));
    }
}
