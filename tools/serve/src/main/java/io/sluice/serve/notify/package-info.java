/**
 * Tells people what happens, and takes their answers (SPEC N-1 to N-3).
 *
 * <pre>
 *   journal ──► Notices ──rules──► Outbox (a file) ──► Courier, one a channel ──► Discord, Telegram, Webhook
 *   what serve itself sees ─────────┘                                                │ a button is pressed
 *                                              engine's door ◄── Desk ◄── Decider ◄──┘
 * </pre>
 *
 * <p>A notice and the place in the journal are written together, so that none is lost; a courier notes what it is about
 * to send, so that at most that one comes twice. It must not know how records are fed to it, who serves HTTP, or where
 * the mirror is.
 */
package io.sluice.serve.notify;
