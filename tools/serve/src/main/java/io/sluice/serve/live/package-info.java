/**
 * What changes, told as it happens (SPEC A-8). A {@link io.sluice.serve.live.Hub} follows the journal and the image of
 * the state, and tells each reader what it subscribed to.
 *
 * <pre>
 *   journal ──► Outcomes ──► events ─┐
 *                                    ├─► EventLog ──► Reader ──► Wire (a socket)
 *   image   ──► Watch    ──► changes ┘      a late reader begins with the log, then gets the snapshot
 * </pre>
 *
 * <p>A reader sends {@code {"subscribe": [channels], "since": seq}} and gets, channel by channel: the events after
 * {@code since} that are still known, one event {@code snapshot} with the state and its seq, then every later event.
 * Where events after {@code since} are not known any more, the snapshot says {@code "gap": true}. An event is
 * {@code {"channel", "event", "seq", "time", "data"}}.
 *
 * <p>It must not know what kind of socket there is, who may read, or how the engine is reached.
 */
package io.sluice.serve.live;
