package io.sluice.serve.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The files of the console, out of the resources. Any thread. */
final class StaticFiles {
    private static final String ROOT = "/io/sluice/serve/console";
    private static final String INDEX = "/index.html";
    private static final Pattern PLAIN = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "ico", "image/x-icon",
            "woff2", "font/woff2",
            "json", "application/json",
            "webmanifest", "application/manifest+json");
    private static final String MISSING =
            """
            <!doctype html>
            <html lang="en"><meta charset="utf-8"><title>Sluice</title>
            <h1>Sluice</h1>
            <p>The API is here, the console is not part of this build: tools/console says how it is made.</p>
            """;

    private final Map<String, byte[]> read = new ConcurrentHashMap<>();

    /** A file of the console; null if there is none at this path. */
    Reply find(final String method, final String path) {
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return null;
        }
        final String name = path.equals("/") ? INDEX : path;
        final String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null || !PLAIN.matcher(name).matches() || name.startsWith("/api/")) {
            return null;
        }
        final byte[] bytes = read.computeIfAbsent(name, StaticFiles::load);
        if (bytes.length > 0) {
            return new Reply(Statuses.OK, null, bytes, type, Map.of(), -1, 0, false);
        }
        read.remove(name);
        return name.equals(INDEX) ? Reply.text(Statuses.OK, TYPES.get("html"), MISSING) : null;
    }

    private static byte[] load(final String name) {
        try (InputStream in = StaticFiles.class.getResourceAsStream(ROOT + name)) {
            return in == null ? new byte[0] : in.readAllBytes();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
