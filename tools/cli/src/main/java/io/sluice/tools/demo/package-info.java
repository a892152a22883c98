/**
 * The demonstration: a week of real trades through a running engine, with a feed, two brokers, two strategies and two
 * operators played around it. It uses the engine's doors as any client does and knows nothing of its inside. The
 * players learn from the journal alone ({@link io.sluice.tools.demo.Ledger}), for nothing else survives a killed
 * process. At the end {@link io.sluice.tools.demo.ClosedLoop} measures an idle engine.
 *
 * <pre>
 *   trades --&gt; Timeline --&gt; Demo: moves the clock, offers what is due, waits until the engine has taken it
 *                             |
 *        Feed, Broker, Strategy, Operator --doors--&gt; engine --journal--&gt; Tail --&gt; Ledger, Story, Tally
 * </pre>
 */
package io.sluice.tools.demo;
