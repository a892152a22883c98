/**
 * The door: where other processes attach to an engine, over a Unix domain socket or rings in shared memory (SPEC X-2
 * to X-6). It adds no rule: every input goes through {@link io.sluice.engine.line.Intake} as an embedded client's does,
 * and what comes back is read from the released records. The engine thread touches no socket and no memory of a client.
 *
 * <pre>
 *   pump's thread               door's thread
 *
 *               socket &lt;-----&gt; DoorServer
 *   rings --&gt; InMirror ------&gt; Desk --&gt; Inputs --&gt; Sender --&gt; Intake --&gt; engine
 *   rings &lt;-- OutMirror &lt;----- Session &lt;-- Teller &lt;-- Records &lt;-- journal &lt;--+
 * </pre>
 *
 * <p>Both roads carry the same frames, and one desk checks them. A fast client can spoil its own rings at any time: the
 * pump copies bytes between them and buffers that no client reaches, and that is all it does, so that an error of
 * memory that is suddenly gone finds nothing to spoil.
 *
 * <p>A client that reads slowly is left behind the live records and fed from the journal, as fast as it reads: nothing
 * is dropped, and what waits in memory for it is bounded.
 */
package io.sluice.engine.door;
