/** The breaker that trips on drawdown and what it asks for (SPEC D-2 to D-4). */
package io.sluice.control.drawdown;
