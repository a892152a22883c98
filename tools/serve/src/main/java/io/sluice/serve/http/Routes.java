package io.sluice.serve.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The table of routes: which row a method and a path are. Never changes once the server runs. */
final class Routes {
    private static final String HEAD = "HEAD";

    private final List<Route> all;

    /** A row, and what its variables are. */
    record Found(Route route, Map<String, String> variables) {}

    Routes(final List<Route> rows) {
        all = List.copyOf(rows);
        for (int i = 0; i < all.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (key(all.get(i)).equals(key(all.get(j)))) {
                    throw new IllegalArgumentException("two routes are " + key(all.get(i)));
                }
            }
        }
    }

    private static String key(final Route route) {
        return route.method() + " " + route.path().replaceAll("\\{[^}]*}", "{}");
    }

    List<Route> all() {
        return all;
    }

    /** The row with this method and path; null if there is none. */
    Route row(final String method, final String path) {
        return all.stream()
                .filter(route -> route.method().equals(method) && route.path().equals(path))
                .findFirst()
                .orElse(null);
    }

    /**
     * Finds the row.
     *
     * @param path raw: each segment is decoded by itself, so an escaped slash is part of a variable.
     * @throws HttpProblem 400 for a path that plays tricks, 404, 405 with what is allowed.
     */
    Found find(final String method, final String path) {
        final List<String> given = segments(path);
        final TreeSet<String> allowed = new TreeSet<>();
        Found found = null;
        int fewest = Integer.MAX_VALUE;
        for (final Route route : all) {
            final Map<String, String> variables = match(route, given);
            if (variables == null) {
                continue;
            }
            allowed.add(route.method());
            final boolean isAsked = route.method().equals(method) || method.equals(HEAD) && isGet(route);
            // A row that names the segment wins over one with a variable there: /api/hitl/pending.
            if (isAsked && variables.size() < fewest) {
                found = new Found(route, variables);
                fewest = variables.size();
            }
        }
        if (found != null) {
            return found;
        }
        if (allowed.isEmpty()) {
            throw HttpProblem.notFound("nothing is at " + shown(path));
        }
        throw new HttpProblem(
                        Statuses.NOT_ALLOWED,
                        "METHOD_NOT_ALLOWED",
                        shown(path) + " takes " + String.join(", ", allowed) + " alone")
                .header("Allow", String.join(", ", allowed));
    }

    private static boolean isGet(final Route route) {
        return route.method().equals("GET");
    }

    /** A path is said again in errors: short, and printable. */
    private static String shown(final String path) {
        final String plain = path.replaceAll("[^\\x21-\\x7e]", "?");
        return plain.length() > 100 ? plain.substring(0, 100) + "..." : plain;
    }

    /** Decoded segments of a path that means what it says. */
    static List<String> segments(final String path) {
        if (!path.startsWith("/") || path.indexOf(';') >= 0 || path.indexOf('\\') >= 0 || path.contains("//")) {
            throw HttpProblem.malformed(null, "the path is not plain");
        }
        final List<String> segments = new ArrayList<>();
        for (final String raw : path.substring(1).split("/", -1)) {
            final String segment = Bodies.decoded(raw, false);
            if (segment.equals(".") || segment.equals("..") || segment.contains("../") || segment.indexOf('\\') >= 0) {
                throw HttpProblem.malformed(null, "the path is not plain");
            }
            segments.add(segment);
        }
        return segments;
    }

    private static Map<String, String> match(final Route route, final List<String> given) {
        final String[] wanted = route.path().substring(1).split("/", -1);
        if (wanted.length != given.size()) {
            return null;
        }
        final Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < wanted.length; i++) {
            final String segment = given.get(i);
            if (wanted[i].startsWith("{")) {
                if (segment.isEmpty()) {
                    return null;
                }
                variables.put(wanted[i].substring(1, wanted[i].length() - 1), segment);
            } else if (!wanted[i].equals(segment)) {
                return null;
            }
        }
        return variables;
    }
}
