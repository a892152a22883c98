/**
 * Frames of a door, for both of its sides (SPEC X-2): {@code int32 length (little-endian), SBE message}. A session in
 * order:
 *
 * <pre>
 *   client                               door
 *     Attach            ------------&gt;
 *                       &lt;------------   Attached, or AttachRefused and a close
 *     AnswerWanted ...  ------------&gt;   after an engine was lost: what it still waits for
 *     Listen            ------------&gt;
 *     Input ...         ------------&gt;
 *                       &lt;------------   Told ..., Answer, for each record that concerns it
 *     SignOfLife        &lt;-----------&gt;   SignOfLife, in every interval
 *     Detached          &lt;-----------&gt;   Detached, and a close
 * </pre>
 */
package io.sluice.session;
