/**
 * A running engine, as its embedding user meets it: {@link io.sluice.engine.Engine} and its options, the commands to a
 * broker adapter, and the views of the state.
 *
 * <pre>
 *  client ──► Inlet ──► ring and mailboxes ──► engine thread: step the machine ──► journal ──► release
 *                                                                                     │
 *                        decisions to the strategy's queue, gate to the beacon ◄──────┤
 *                                     follower: shadow, state, retention, sealer ◄────┘
 * </pre>
 *
 * <p>{@code line} is the hot path, {@code follow} reads the journal after the release, {@code start} recovers and
 * begins epochs. These three do not know this package. An embedding program uses this package and {@code
 * io.sluice.client}.
 */
package io.sluice.engine;
