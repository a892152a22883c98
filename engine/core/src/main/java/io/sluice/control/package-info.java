/**
 * The control machine: one input in, its outcomes out, and nothing else. It is a pure function with state, so the same
 * inputs and configuration give the same records live, in a replay and in a play file. Tests hold it to that: no clock,
 * no file, no thread, no randomness, no floating point.
 *
 * <pre>
 *  input ──► ControlMachine.execute ──► origin: may this sender send it? ──► four eyes: must it wait?
 *                 │
 *                 ├─► dispatch: one line an input ──► a desk or a room acts, and appends outcomes
 *                 ├─► fire:     one line a timer, for a Tick
 *                 └─► settle:   recovery, emergency and mode follow from the facts as they are now
 * </pre>
 *
 * <p>{@code ControlMachine} is the table of contents. Each concern has one package, a room: a <em>table</em> where
 * behaviour is a table, a <em>book</em> where state is kept, a <em>machine</em> or <em>guard</em> where it acts.
 * {@code desk} joins rooms for one kind of input. {@code Rooms} makes all of them and images their state.
 *
 * <table>
 * <caption>Rooms</caption>
 * <tr><td>gate, mode, override</td><td>what is allowed now, and why</td></tr>
 * <tr><td>intent, limits, sizing, models, lockout, policy</td><td>what an intent is held against</td></tr>
 * <tr><td>approval, guardian, foureyes</td><td>where a person decides</td></tr>
 * <tr><td>symbol, trade, command, attempt</td><td>what is held, what works, and what was asked of it</td></tr>
 * <tr><td>account</td><td>reports that judge it: positionReports, orderReports, account, keeper, link</td></tr>
 * <tr><td>equity, drawdown, emergency</td><td>the breaker and the stop: drawdown, cash, emergency, pursuit</td></tr>
 * <tr><td>recovery</td><td>the staged way back to normal</td></tr>
 * <tr><td>health, origin</td><td>who lives, and who speaks: health, quotes, watches, origin</td></tr>
 * <tr><td>desk</td><td>one kind of input over many rooms: intents, executions, events, parts (an order, a position),
 * silences (a strategy), policies, tradeEnds</td></tr>
 * <tr><td>step, timer, chain, num, image, view, config</td><td>tools that know no room</td></tr>
 * </table>
 *
 * <p>A new input takes one line of the schema, one line in {@code ControlMachine.dispatch}, one line in
 * {@code control.gate.Senders}, and a method in a room. This package must not know who drives it.
 */
package io.sluice.control;
