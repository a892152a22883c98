/**
 * Trades, their life (SPEC H-3), and executions, which are facts (H-3a). It moves positions and says so; it does not
 * decide what may be traded.
 */
package io.sluice.control.trade;
