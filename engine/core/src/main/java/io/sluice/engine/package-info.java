/**
 * The machine at work: stepping it with ticks in their place, the ring and the one thread that owns it, clients,
 * recovery from the journal. It knows files and threads, not rules: what is allowed it asks the machine.
 *
 * <pre>
 *   StrategyClient --+                                    +--&gt; Release: append, then
 *                    +--Intake--&gt; InputRing --+           |      Beacon (engine.dat): gate, sign of life
 *   Door ------------+   |                    +--&gt; EngineLoop    DecisionQueue of each strategy
 *                        +------&gt; Mailboxes --+    stamp, step
 *                        |
 *                        +- no room -&gt; FallbackLog            CommandFeed &lt;-- journal, own cursor
 *                                             Follower --&gt; shadow, sealer, projector: behind, own thread
 * </pre>
 *
 * <p>The projector: StateProjection takes the views on the follower's thread, StateProjector writes them on its own to
 * the files of {@link io.sluice.state}, {@link io.sluice.engine.StateView} reads them in any process.
 *
 * <p>Opening: lock, {@link io.sluice.engine.Replay} of the whole journal, {@code EngineStarted}, then the doors.
 */
package io.sluice.engine;
