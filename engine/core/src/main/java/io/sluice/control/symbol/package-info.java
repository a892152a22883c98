/**
 * Symbols with what is known of each: last quote, positions, working quantities. It knows facts, not rules.
 */
package io.sluice.control.symbol;
