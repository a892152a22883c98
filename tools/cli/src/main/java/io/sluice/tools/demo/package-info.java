/**
 * The demonstration: a week of real trades through a running engine, with a feed, two brokers, two strategies and two
 * operators played around it. It uses the engine's doors as anybody else would and knows nothing of its inside. What
 * the players know is folded from the journal ({@link io.sluice.tools.demo.Ledger}), which is all that survives a
 * killed process; nothing else is written.
 *
 * <pre>
 *   trades --&gt; Timeline --&gt; Demo: moves the clock, offers what is due, waits until the engine has taken it
 *                             |
 *        Feed, Broker, Strategy, Operator --doors--&gt; engine --journal--&gt; Tail --&gt; Ledger, Story, Tally
 * </pre>
 */
package io.sluice.tools.demo;
