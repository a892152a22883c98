/**
 * The picture of the account (SPEC H-3a, H-3b, R-4). Three ideas carry it. Counting is a maximum: order and repetition
 * of reports do not matter, and no more is counted than is true. A report is judged a grace after it came, not compared
 * as it comes: it may be old, and fills that it shows may come later. What no choice of those fills explains is a
 * difference, and it is then certain.
 *
 * <pre>
 *   execution reports ──► Order.count ──► AccountBook.fill ──► position
 *                                              │ recheck          ▲
 *   position reports ──► PositionReports ──► waiting ──► judge ── adjust
 *   open-order reports ─► OrderReports ──► OrderJudge: orders that live, ended unseen, are not ours
 * </pre>
 */
package io.sluice.control.account;
