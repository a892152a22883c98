/**
 * The door: where other processes attach to an engine, over a Unix domain socket (SPEC ). It adds no
 * rule: every input goes through {@link io.sluice.engine.line.Intake} as an embedded client's does, and what comes
 * back is read from the released records. The engine thread touches no socket.
 *
 * <pre>
 *   clients --socket--&gt; DoorServer (one thread) --Senders--&gt; Intake --&gt; ring --&gt; engine
 *      ^                    |                                                   |
 *      +------ Session &lt;-- Teller &lt;----------- released records &lt;-- journal &lt;---+
 * </pre>
 *
 * <p>A client that reads slowly is left behind the live records and fed from the journal, as fast as it reads: nothing
 * is dropped, and what waits in memory for it is bounded. The fast road (rings in shared memory) will be a second
 * source of frames beside the socket; its {@code Road} is refused until then.
 */
package io.sluice.engine.door;
