/**
 * The HTTP API (SPEC A): Jetty, who may ask, the table of routes, and every route that changes something. A request
 * goes through these in order, and the first that refuses answers:
 *
 * <pre>
 *   Frame        host, origin, headers of every answer
 *   Doorkeeper   token or session, slowed down where it is wrong
 *   Routes       path and method: which row of the table
 *   roles        may this token ask that
 *   Bodies       size, form, JSON
 *   Once         the same request again has the first answer
 *   Handler      the row's own work: a view, or a command through the gateway
 * </pre>
 *
 * <p>It must not know how a view is made or where history is kept, and it opens no door of its own: commands go through
 * {@link io.sluice.serve.desk.Gateway}.
 */
package io.sluice.serve.http;
