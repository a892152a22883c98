/**
 * Trades, their life (SPEC H-3), the memory of their executions, and how far the book of them is known to be the
 * broker's. It does not decide what may be traded.
 */
package io.sluice.control.trade;
