/** Equity, its peak, and the breaker that trips on drawdown (SPEC D-1 to D-4). */
package io.sluice.control.drawdown;
