/**
 * Orders, the trades that come of them and their life (SPEC H-3), the memory of executions, and how far the book is
 * known to be the broker's. It does not decide what may be traded.
 */
package io.sluice.control.trade;
