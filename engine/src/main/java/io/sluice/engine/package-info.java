/**
 * The machine at work: stepping it with ticks in their place, the ring and the one thread that owns it, clients,
 * recovery from the journal. It knows files and threads, not rules.
 *
 * <pre>
 *   clients --encode--&gt; ring --+
 *                              +--&gt; engine thread: stamp, step, append, release --&gt; client queues
 *   mailboxes -----------------+
 * </pre>
 */
package io.sluice.engine;
