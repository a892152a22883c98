/** Equity as it is reported, its peak and its day (SPEC D-1). What a drawdown asks for is not its business. */
package io.sluice.control.equity;
